"""Changes to selections, placement agreements and employment contracts. One module per noun."""

from rantau.placement.agreements.actions.contract import (
    AcknowledgeContract,
    DraftContract,
    EndorseContract,
    RefuseContract,
    acknowledge_contract,
    draft_contract,
    endorse_contract,
    refuse_contract,
)
from rantau.placement.agreements.actions.placement import EndPlacement, SignPlacement, end_placement, sign_placement
from rantau.placement.agreements.actions.selection import (
    ProposeSelection,
    RefuseSelection,
    WitnessSelection,
    propose_selection,
    refuse_selection,
    witness_selection,
)

__all__ = [
    "AcknowledgeContract",
    "DraftContract",
    "EndPlacement",
    "EndorseContract",
    "ProposeSelection",
    "RefuseContract",
    "RefuseSelection",
    "SignPlacement",
    "WitnessSelection",
    "acknowledge_contract",
    "draft_contract",
    "end_placement",
    "endorse_contract",
    "propose_selection",
    "refuse_contract",
    "refuse_selection",
    "sign_placement",
    "witness_selection",
]
