"""What each stage of a repair asks for: what to do, what to say, what not, and what is written."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.records.models import RepairStage


@dataclass(frozen=True, slots=True)
class StageWords:
    """The words of a stage's card, and the label of the text that is written there."""

    title: Any
    do: Any
    say: Any
    avoid: Any
    label: Any


STAGE_WORDS: dict[str, StageWords] = {
    RepairStage.LISTEN: StageWords(
        _("Listen"),
        _("Go and hear them out. Write their words down afterwards, as they said them."),
        _("I came to listen. Please tell me how it was for you."),
        _("Do not explain, defend or correct. Promise nothing yet."),
        _("What they said, in their words"),
    ),
    RepairStage.COOL: StageWords(
        _("Cool off"),
        _("Wait at least a day before anything is decided. Rest, and talk to a colleague."),
        _("Thank you for telling me. I will come back to you."),
        _("Send no messages in anger, and press for no meeting."),
        _("What was agreed about waiting"),
    ),
    RepairStage.UNDERSTAND: StageWords(
        _("Understand among us"),
        _("Find out what happened, step by step. Write facts, and what we change."),
        _("What happened, and what would have prevented it?"),
        _("Do not look for who is at fault, and write no names of colleagues."),
        _("What happened, and what we change"),
    ),
    RepairStage.RECALL: StageWords(
        _("Recall the good"),
        _("Find what was good between us. Ask somebody they trust whether we may mention them."),
        _("We have not forgotten what you did for us."),
        _("Mention nobody who has not agreed, and hold no favour against them."),
        _("What was good"),
    ),
    RepairStage.APOLOGY: StageWords(
        _("Apologise?"),
        _("Decide whether an apology is fitting, who says it, and in which words."),
        _("We are sorry that this happened. It is our responsibility."),
        _("Say no “but”, and lay it on no colleague."),
        _("In which words, or why not"),
    ),
    RepairStage.FIX: StageWords(
        _("Ask how to fix it"),
        _("Ask what would put it right, note each demand, and hold it against our red lines."),
        _("What could we do to put this right?"),
        _("Agree to nothing on the spot. Say when they will have an answer."),
        _("What they answered"),
    ),
    RepairStage.PROMISES: StageWords(
        _("Keep small promises"),
        _("Promise one or two small things that we can surely keep, and keep them on time."),
        _("You will hear from me on Thursday."),
        _("Promise nothing that depends on others."),
        _("What we promised and kept"),
    ),
    RepairStage.CONTACTS: StageWords(
        _("Two contacts without a request"),
        _("Meet or call twice and ask for nothing. Logged contacts are counted here."),
        _("I only wanted to hear how you are."),
        _("Bring no request along, however small."),
        _("What these contacts were"),
    ),
    RepairStage.REVIEW: StageWords(
        _("Review"),
        _("Look back with a colleague: is trust back, is a distance better, or is it over?"),
        _("How do you see it today?"),
        _("Do not call it repaired because a request is waiting."),
        _("Why"),
    ),
}
