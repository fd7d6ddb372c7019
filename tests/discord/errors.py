"""Refusals of the API, in the numbers of the developer documentation."""

from __future__ import annotations

from tests.discord.things import Json


class ApiError(Exception):
    """An answer other than success: HTTP status, Discord's code, and its sentence."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status, self.code = status, code
        self.body: Json = {"code": code, "message": message} | ({"errors": errors} if errors else {})


class FormError(ApiError):
    """A body that no bot should send; it is noted as a violation too."""

    def __init__(self, path: str, message: str, code: str = "BASE_TYPE_BAD_LENGTH") -> None:
        tree: Json = {"_errors": [{"code": code, "message": message}]}
        for part in reversed([one for one in path.split("/") if one]):
            tree = {part: tree}
        super().__init__(400, 50035, "Invalid Form Body", tree)
        self.complaint = f"{path}: {message}"


UNKNOWN = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Interaction": 10062,
}


def unknown(what: str) -> ApiError:
    """404 for a thing that is not there, or not there any more."""
    return ApiError(404, UNKNOWN[what], f"Unknown {what}")


def no_access() -> ApiError:
    """403 for a channel that cannot be seen."""
    return ApiError(403, 50001, "Missing Access")


def no_permission() -> ApiError:
    """403 for a right that is lacking."""
    return ApiError(403, 50013, "Missing Permissions")


def archived() -> ApiError:
    """400 for a change in a thread that is closed."""
    return ApiError(400, 50083, "Thread is archived")
