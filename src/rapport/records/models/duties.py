"""What colleagues are to the office: where they come from, their work, their duties."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """How a colleague came to the country."""

    NATIONAL = "national", _("national")
    INTERNATIONAL = "international", _("international")


class Function(models.TextChoices):
    """What a colleague's work is about."""

    PROGRAMME = "programme", _("programme")
    SECURITY = "security", _("security")
    ACCESS = "access", _("access")
    MANAGEMENT = "management", _("management")
    LEGAL = "legal", _("legal")
    LOGISTICS = "logistics", _("logistics")


class Duty(models.TextChoices):
    """A role in a negotiation, beside the function."""

    NEGOTIATOR = "negotiator", _("negotiator")
    SUPPORT = "support", _("support team")
    MANDATOR = "mandator", _("mandator")
    ACCESS_COORDINATOR = "access_coordinator", _("access coordinator")
    HEAD_OF_OFFICE = "head_of_office", _("head of office")
    SECURITY_FOCAL_POINT = "security_focal_point", _("security focal point")
    LEGAL_ADVISER = "legal_adviser", _("legal adviser")
    DATA_PROTECTION = "data_protection", _("data-protection focal point")
    AUDITOR = "auditor", _("auditor")


READS_SHARED_EXPOSURE = (Duty.HEAD_OF_OFFICE, Duty.SECURITY_FOCAL_POINT)
"""With whom a colleague shares what they are exposed to, if they choose to share it."""

SETS_RULES = (Duty.HEAD_OF_OFFICE, Duty.ACCESS_COORDINATOR, Duty.MANDATOR)
