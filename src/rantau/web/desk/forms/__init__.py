"""Forms of the desk: shape only. What is allowed is the action's business."""
