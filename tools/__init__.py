"""What the repository needs to build and judge itself. Nothing here is imported by the product."""
