"""Why a backup is not made, not believed, or not put back; met at a prompt only."""

from rapport.vault.refusals import VaultRefusal


class NoBackup(VaultRefusal):
    """The file is something else."""

    code = "no_backup"
    says = "This file is no backup of Rapport: %(file)s."
    next = "Check which file was meant."


class DamagedBackup(VaultRefusal):
    """A backup in which something differs from what was written."""

    code = "damaged_backup"
    says = "This backup is damaged or was changed: %(where)s."
    next = "Keep it, and use another one; then look at the disk it lay on."


class NewerBackup(VaultRefusal):
    """Its form is one that a later version writes."""

    code = "newer_backup"
    says = "This backup was made by Rapport %(program)s, in a form we do not know."
    next = "Install that version or a newer one."


class InTheWay(VaultRefusal):
    """What lies there would be lost."""

    code = "in_the_way"
    says = "There is already something else in %(place)s."
    next = "Choose another place; nothing was written."


class FurtherBackup(VaultRefusal):
    """The file to be written over knows more than the store."""

    code = "further_backup"
    says = "The backup in this file goes to change %(theirs)s, and this store only to %(ours)s."
    next = "Write to another file, and find out whether an older store was put back."


class NotCopied(VaultRefusal):
    """The copy could not be read or written."""

    code = "not_copied"
    says = "The backup could not be made: %(why)s."
    next = "Nothing was written over. Check the room on both disks, and rapport doctor."


class StoreThere(VaultRefusal):
    """Restoring does not write over a store."""

    code = "store_there"
    says = "There is already a store in %(home)s."
    next = "Name an empty folder with --home, or say --replace: that moves it aside first."


class BeingServed(VaultRefusal):
    """Somebody works in the store that would be moved."""

    code = "being_served"
    says = "The store in %(home)s is being served, or restored by another process."
    next = "End that first."


class NotPutBack(VaultRefusal):
    """The backup was looked over before it was put in place, and is not whole."""

    code = "not_put_back"
    says = "This backup was not put back: %(why)s."
    next = "What was there is as it was. Look for another backup."

    def __init__(self, *, why: str, **params: object) -> None:
        super().__init__(why=why.rstrip("."), **params)


class NoCopyBefore(VaultRefusal):
    """No update has left a copy."""

    code = "no_copy_before"
    says = "There is no copy from before an update in %(home)s."
    next = "It goes once the updated store has opened well. Restore a backup instead."


class NoPrograms(VaultRefusal):
    """PostgreSQL's own programs are not on this machine."""

    code = "no_postgresql_programs"
    says = "PostgreSQL's program %(program)s is not on this machine."
    next = "Install PostgreSQL's client programs, of the server's version or newer."


class ProgramFailed(VaultRefusal):
    """One of PostgreSQL's programs ended with an error."""

    code = "postgresql_program_failed"
    says = "%(program)s did not do its work: %(why)s."
    next = "Nothing was written over. See what it says, and try again."

    def __init__(self, *, why: str, **params: object) -> None:
        super().__init__(why=why.rstrip("."), **params)


class NoScratchDatabase(VaultRefusal):
    """The database user may not make a database."""

    code = "no_scratch_database"
    says = "A backup is looked over in a database of its own, and this user may make none."
    next = "Let an administrator run ALTER ROLE … CREATEDB, or restore into an empty database."


class NotEmpty(VaultRefusal):
    """Restoring does not write over tables."""

    code = "database_not_empty"
    says = "There are tables in this database already."
    next = "Make an empty one with createdb, and name it in RAPPORT_DATABASE_URL."


class TeamsBackup(VaultRefusal):
    """A team's backup is asked for where no team's server is named."""

    code = "teams_backup"
    says = "This is the backup of a team's store."
    next = "Say where its server and its key are, in RAPPORT_DATABASE_URL and RAPPORT_KEY_FILE."


class AnotherKey(VaultRefusal):
    """The key file is not that of the backup."""

    code = "another_key"
    says = "This backup was not made with the key in this key file."
    next = "Put back the copy of the key file that was kept apart; without it nothing opens."
