"""Changes to demand: orders, permits, vacancies. One module per noun."""

from rantau.placement.demand.actions.orders import (
    RefuseJobOrder,
    SubmitJobOrder,
    VerifyJobOrder,
    refuse_job_order,
    submit_job_order,
    verify_job_order,
)
from rantau.placement.demand.actions.permits import (
    AskPermit,
    ExpirePermits,
    GrantPermit,
    RefusePermit,
    RevokePermit,
    ask_permit,
    expire_permits,
    grant_permit,
    refuse_permit,
    revoke_permit,
)
from rantau.placement.demand.actions.vacancies import CloseVacancy, PublishVacancy, close_vacancy, publish_vacancy

__all__ = [
    "AskPermit",
    "CloseVacancy",
    "ExpirePermits",
    "GrantPermit",
    "PublishVacancy",
    "RefuseJobOrder",
    "RefusePermit",
    "RevokePermit",
    "SubmitJobOrder",
    "VerifyJobOrder",
    "ask_permit",
    "close_vacancy",
    "expire_permits",
    "grant_permit",
    "publish_vacancy",
    "refuse_job_order",
    "refuse_permit",
    "revoke_permit",
    "submit_job_order",
    "verify_job_order",
]
