"""`jushi backup` and `jushi restore`: the whole workspace as one file, and back."""

import argparse
from pathlib import Path

from jushi.commands.parser import Commands, Console, Help

BACKUP = Help("backup FILE", "backup")
RESTORE = Help("restore FILE", "restore")


def register_backup(commands: Commands) -> None:
    parser = commands.add(BACKUP, run_backup)
    parser.add_argument("file", metavar="FILE", type=Path, help=parser.pick("backup_file"))


def register_restore(commands: Commands) -> None:
    parser = commands.add(RESTORE, run_restore)
    parser.add_argument("file", metavar="FILE", type=Path, help=parser.pick("restore_file"))


def run_backup(given: argparse.Namespace, console: Console) -> int:
    """Write the backup; the one that stood there is replaced once the new one is complete."""
    from jushi.store import write_backup
    from jushi.wiring import open_store, quiet_folders

    with quiet_folders(console.settings) as folders:
        store = open_store(console.settings)
        try:
            present = {name: folder for name, folder in folders.items() if folder.is_dir()}
            note = write_backup(store, given.file, present)
        finally:
            store.close()
    console.say(
        "console.backed_up",
        path=note.path,
        rows=note.rows,
        files=note.files,
        size_bytes=note.size_bytes,
    )
    return 0


def run_restore(given: argparse.Namespace, console: Console) -> int:
    """Replace the workspace by what the backup holds, all of it or nothing."""
    from jushi.store import proven_backup, refuse_foreign
    from jushi.wiring import folder_checks, folders_at_rest, open_store

    settings = console.settings
    # Nothing of the workspace is opened, made or changed before all is known to be sound.
    with (
        proven_backup(given.file, folder_checks()) as proven,
        folders_at_rest(settings) as folders,
    ):
        refuse_foreign(settings.database_url)
        store = open_store(settings)
        try:
            proven.put_in_place(store, folders)
        finally:
            store.close()
    note = proven.note
    console.say("console.restored", path=note.path, rows=note.rows, files=note.files)
    return 0
