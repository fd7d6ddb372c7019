"""The tables of external money on its way out: wallets, what is so on chains, amounts in transit, batches (RULES 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns

from storage.schema import Amount, Flag, Json, Moment, Str, table


class Wallets(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    address: Named[str] = Column(Str, nullable=False)
    proven: Named[bool] = Column(Flag, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


class Codes(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    address: Named[str] = Column(Str, nullable=False)
    code: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


class Facts(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    asset: Named[str] = Column(Str, nullable=False)  # '' is the Safe
    chain: Named[int] = Column(BigInteger, nullable=False)
    address: Named[str] = Column(Str, nullable=False)  # '' is the chain's own coin
    decimals: Named[int] = Column(BigInteger, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    judge: Named[int | None] = Column(BigInteger, nullable=True)


class Transits(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    asset: Named[str] = Column(Str, nullable=False)
    amount: Named[int] = Column(Amount, nullable=False)
    account: Named[str] = Column(Str, nullable=False)
    payout: Named[int] = Column(BigInteger, nullable=False)  # 0 where it comes from the member's balance
    state: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    batch: Named[int | None] = Column(BigInteger, nullable=True)
    address: Named[str] = Column(Str, nullable=False)  # as it stands in the batch
    hash: Named[str] = Column(Str, nullable=False)
    entry: Named[int | None] = Column(BigInteger, nullable=True)
    sent: Named[datetime | None] = Column(Moment, nullable=True)
    missing: Named[datetime | None] = Column(Moment, nullable=True)
    why: Named[str] = Column(Str, nullable=False)


class Batches(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    kind: Named[str] = Column(Str, nullable=False)
    chain: Named[int] = Column(BigInteger, nullable=False)
    safe: Named[str] = Column(Str, nullable=False)
    facts: Named[Any] = Column(Json, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    state: Named[str] = Column(Str, nullable=False)


wallet_ = table("wallet", Wallets)
code_ = table("wallet_code", Codes)
fact = table("chain_fact", Facts)
transit_ = table("transit", Transits)
batch_ = table("batch", Batches)
sa.Index("ix_transit_member", transit_.c.community, transit_.c.member)
sa.Index("ix_transit_batch", transit_.c.community, transit_.c.batch)
