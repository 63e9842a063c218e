"""What a system says of a disk, in words."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOSPC: "the disk is full; make room and try again",
    errno.EDQUOT: "your share of the disk is used up; make room and try again",
    errno.EFBIG: "it is larger than files may be here; make room and try again",
    errno.EROFS: "the disk can only be read; name another place",
    errno.EACCES: "you may not write there; name another place",
    errno.EPERM: "you may not write there; name another place",
    errno.ELOOP: "its links lead round in a circle; name another place",
    errno.ENAMETOOLONG: "the name is too long; name a shorter one",
    errno.ENOTDIR: "a part of its path is a file, not a folder; name another place",
    errno.EIO: "the disk does not answer as it should",
}


def why(error: OSError | ValueError) -> str:
    """What went wrong in reading or writing, in words.

    >>> why(OSError(errno.ENOSPC, "No space left on device"))
    'the disk is full; make room and try again'
    """
    if isinstance(error, ValueError):
        return "the name holds a letter that no name may hold"
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)


def is_of_disk(error: OSError) -> bool:
    """Whether a disk takes no more."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)
