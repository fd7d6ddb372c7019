"""Every table there is; a feature adds the line of its storage file at the end."""

# ruff: noqa: I001, PLC0414 - the order is that of the migrations, and each name is here to be imported

from storage import communities as communities
from storage import members as members
from storage import merges as merges
from storage import ledger as ledger
from storage import assets as assets
from storage import parameters as parameters
from storage import inbox as inbox
from storage import outbox as outbox
from storage import blobs as blobs
from storage import alarms as alarms
from storage import leases as leases
from storage import settings as settings
from storage import contributions as contributions
from storage import activity as activity
from storage import budgets as budgets
from storage import payouts as payouts
from storage import runs as runs
from storage import answers as answers
from storage import objections as objections
from storage import founding as founding
from storage import deposits as deposits
from storage import ideas as ideas
from storage import polls as polls
from storage import privacy as privacy
from storage import links as links
from storage import badges as badges
from storage import reactions as reactions
from storage import wearing as wearing
from storage import homes as homes
from storage import locks as locks
from storage import delegations as delegations
from storage import proposals as proposals
from storage import votes as votes
from storage import charter as charter
from storage import coauthors as coauthors
from storage import reminders as reminders
from storage import vesting as vesting
from storage import handover as handover
from storage import bounties as bounties
from storage import grants as grants
from storage import disputes as disputes
from storage import trials as trials
from storage.schema import metadata

__all__ = ["metadata"]
