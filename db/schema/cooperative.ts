import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { decisionStates, savingsKinds } from "#app/modules/cooperative/member.ts";
import { distributionStates, shuParts, spentFunds } from "#app/modules/cooperative/shu.ts";
import { producers } from "./catalogue.ts";
import { day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

const owner = () =>
  id()
    .notNull()
    .references(() => organisations.id);
const somebody = () =>
  id()
    .notNull()
    .references(() => persons.id);

/** A person who owns a part of a koperasi; needs no account here. Whoever comes back after leaving is a new member. */
export const cooperativeMembers = pgTable(
  "cooperative_members",
  {
    id: id().primaryKey(),
    organisationId: owner(),
    /** Counts up within the koperasi and is never given twice. */
    serial: integer().notNull(),
    fullName: text().notNull(),
    phone: text(),
    /** NIK of the identity card: shown in full to nobody but whoever keeps the members. */
    identityNumber: text(),
    /** The producer that the koperasi buys from, where this is the same person: what SHU for trade is reckoned by. */
    producerId: id(),
    joinedOn: day().notNull(),
    leftOn: day(),
    recordedBy: somebody(),
    recordedAt: moment().notNull(),
  },
  (t) => [
    unique("cooperative_members_own").on(t.id, t.organisationId),
    unique("cooperative_members_serial").on(t.organisationId, t.serial),
    uniqueIndex("cooperative_members_producer").on(t.producerId).where(sql`left_on is null`),
    uniqueIndex("cooperative_members_identity")
      .on(t.organisationId, t.identityNumber)
      .where(sql`left_on is null`),
    foreignKey({
      name: "cooperative_members_own_producer",
      columns: [t.producerId, t.organisationId],
      foreignColumns: [producers.id, producers.organisationId],
    }),
    check("cooperative_members_serial_counts", sql`${t.serial} > 0`),
    check("cooperative_members_identity_form", sql`${t.identityNumber} ~ '^[0-9]{16}$'`),
    check("cooperative_members_days", sql`${t.leftOn} >= ${t.joinedOn}`),
  ],
);

/**
 * What the articles (AD/ART) of a koperasi say about money, from a day on: what members bring, and what becomes of SHU. Rows
 * are written once; of those that began by a day, the one that began last holds, and of one day the one written last.
 */
export const cooperativeArticles = pgTable(
  "cooperative_articles",
  {
    id: id().primaryKey(),
    organisationId: owner(),
    validFrom: day().notNull(),
    source: text().notNull(),
    principalRupiah: rupiah().notNull(),
    mandatoryRupiah: rupiah().notNull(),
    /** Hundredths of a percent of SHU. */
    reserveBasisPoints: smallint().notNull(),
    usageBasisPoints: smallint().notNull(),
    capitalBasisPoints: smallint().notNull(),
    officersBasisPoints: smallint().notNull(),
    educationBasisPoints: smallint().notNull(),
    socialBasisPoints: smallint().notNull(),
    developmentBasisPoints: smallint().notNull(),
    villageBasisPoints: smallint().notNull(),
    recordedBy: somebody(),
    recordedAt: moment().notNull(),
  },
  (t) => [
    unique("cooperative_articles_own").on(t.id, t.organisationId),
    index("cooperative_articles_day").on(t.organisationId, t.validFrom, t.id),
    check("cooperative_articles_savings", sql`${t.principalRupiah} >= 0 and ${t.mandatoryRupiah} >= 0`),
    check(
      "cooperative_articles_parts",
      sql`least(${t.reserveBasisPoints}, ${t.usageBasisPoints}, ${t.capitalBasisPoints}, ${t.officersBasisPoints}, ${t.educationBasisPoints}, ${t.socialBasisPoints}, ${t.developmentBasisPoints}, ${t.villageBasisPoints}) >= 0`,
    ),
    check(
      "cooperative_articles_whole",
      sql`${t.reserveBasisPoints} + ${t.usageBasisPoints} + ${t.capitalBasisPoints} + ${t.officersBasisPoints} + ${t.educationBasisPoints} + ${t.socialBasisPoints} + ${t.developmentBasisPoints} + ${t.villageBasisPoints} = 10000`,
    ),
  ],
);

/** What a member brought. A wrong one stays, and a second person has its mirror booked beside it. */
export const memberSavings = pgTable(
  "member_savings",
  {
    id: id().primaryKey(),
    organisationId: owner(),
    memberId: id().notNull(),
    kind: word(savingsKinds).notNull(),
    amountRupiah: rupiah().notNull(),
    onDay: day().notNull(),
    recordedBy: somebody(),
    recordedAt: moment().notNull(),
    correctedBy: id().references(() => persons.id),
    correctedAt: moment(),
    reason: text(),
  },
  (t) => [
    index("member_savings_member").on(t.memberId, t.id),
    index("member_savings_organisation").on(t.organisationId, t.id),
    foreignKey({
      name: "member_savings_own_member",
      columns: [t.memberId, t.organisationId],
      foreignColumns: [cooperativeMembers.id, cooperativeMembers.organisationId],
    }),
    check("member_savings_kind", oneOf(t.kind, savingsKinds)),
    check("member_savings_amount", sql`${t.amountRupiah} > 0`),
    check(
      "member_savings_corrected",
      sql`num_nonnulls(${t.correctedBy}, ${t.correctedAt}, ${t.reason}) in (0, 3)`,
    ),
    check("member_savings_two_people", sql`${t.correctedBy} <> ${t.recordedBy}`),
  ],
);

/** A member who asked to leave. When a second person agrees, what was saved is owed back. */
export const memberLeavings = pgTable(
  "member_leavings",
  {
    id: id().primaryKey(),
    organisationId: owner(),
    memberId: id().notNull(),
    state: word(decisionStates).notNull(),
    reason: text().notNull(),
    askedBy: somebody(),
    askedAt: moment().notNull(),
    decidedBy: id().references(() => persons.id),
    decidedAt: moment(),
    /** Principal and mandatory savings that are given back; null until it is agreed. */
    principalRupiah: rupiah(),
    mandatoryRupiah: rupiah(),
    refusal: text(),
  },
  (t) => [
    uniqueIndex("member_leavings_once").on(t.memberId).where(sql`state <> 'refused'`),
    index("member_leavings_organisation").on(t.organisationId, t.state),
    foreignKey({
      name: "member_leavings_own_member",
      columns: [t.memberId, t.organisationId],
      foreignColumns: [cooperativeMembers.id, cooperativeMembers.organisationId],
    }),
    check("member_leavings_state", oneOf(t.state, decisionStates)),
    check(
      "member_leavings_decided",
      sql`(${t.state} = 'asked') = (${t.decidedAt} is null) and (${t.decidedAt} is null) = (${t.decidedBy} is null)`,
    ),
    check(
      "member_leavings_agreed",
      sql`(${t.state} = 'agreed') = (num_nonnulls(${t.principalRupiah}, ${t.mandatoryRupiah}) = 2)`,
    ),
    check("member_leavings_refused", sql`(${t.state} = 'refused') = (${t.refusal} is not null)`),
    check("member_leavings_two_people", sql`${t.state} <> 'agreed' or ${t.decidedBy} <> ${t.askedBy}`),
  ],
);

/** Money that goes to a member, or is spent out of a fund of SHU: asked for by one person, agreed to by another. */
export const cooperativePayments = pgTable(
  "cooperative_payments",
  {
    id: id().primaryKey(),
    organisationId: owner(),
    /** Who is paid; null for a fund. */
    memberId: id(),
    /** Which fund it is spent out of; null for a member. */
    fund: word(spentFunds),
    amountRupiah: rupiah().notNull(),
    /** What it is for, or the bank's reference. */
    purpose: text().notNull(),
    state: word(decisionStates).notNull(),
    askedBy: somebody(),
    askedAt: moment().notNull(),
    decidedBy: id().references(() => persons.id),
    decidedAt: moment(),
    paidOn: day(),
    refusal: text(),
  },
  (t) => [
    index("cooperative_payments_organisation").on(t.organisationId, t.state),
    index("cooperative_payments_member").on(t.memberId),
    uniqueIndex("cooperative_payments_asked")
      .on(t.organisationId, sql`coalesce(member_id, fund)`)
      .where(sql`state = 'asked'`),
    foreignKey({
      name: "cooperative_payments_own_member",
      columns: [t.memberId, t.organisationId],
      foreignColumns: [cooperativeMembers.id, cooperativeMembers.organisationId],
    }),
    check("cooperative_payments_state", oneOf(t.state, decisionStates)),
    check("cooperative_payments_fund", oneOf(t.fund, spentFunds)),
    check("cooperative_payments_whom", sql`num_nonnulls(${t.memberId}, ${t.fund}) = 1`),
    check("cooperative_payments_amount", sql`${t.amountRupiah} > 0`),
    check(
      "cooperative_payments_decided",
      sql`(${t.state} = 'asked') = (${t.decidedAt} is null) and (${t.decidedAt} is null) = (${t.decidedBy} is null)`,
    ),
    check("cooperative_payments_paid", sql`(${t.state} = 'agreed') = (${t.paidOn} is not null)`),
    check("cooperative_payments_refused", sql`(${t.state} = 'refused') = (${t.refusal} is not null)`),
    check("cooperative_payments_two_people", sql`${t.state} <> 'agreed' or ${t.decidedBy} <> ${t.askedBy}`),
  ],
);

/** The yearly meeting of members (RAT) about one year of the books: when it is planned, and what was held. */
export const annualMeetings = pgTable(
  "annual_meetings",
  {
    id: id().primaryKey(),
    organisationId: owner(),
    year: smallint().notNull(),
    plannedOn: day().notNull(),
    plannedBy: somebody(),
    plannedAt: moment().notNull(),
    heldOn: day(),
    /** Number of its minutes (berita acara). */
    minutesNumber: text(),
    /** How many members came. */
    present: integer(),
    heldBy: id().references(() => persons.id),
    heldAt: moment(),
  },
  (t) => [
    unique("annual_meetings_own").on(t.id, t.organisationId, t.year),
    unique("annual_meetings_year").on(t.organisationId, t.year),
    check(
      "annual_meetings_held",
      sql`num_nonnulls(${t.heldOn}, ${t.minutesNumber}, ${t.present}, ${t.heldBy}, ${t.heldAt}) in (0, 5)`,
    ),
    check("annual_meetings_present", sql`${t.present} > 0`),
    check("annual_meetings_day", sql`extract(year from ${t.heldOn}) > ${t.year}`),
  ],
);

/** How the SHU of a closed year is divided, as a meeting agreed: proposed by one person, decided by another. */
export const shuDistributions = pgTable(
  "shu_distributions",
  {
    id: id().primaryKey(),
    organisationId: owner(),
    meetingId: id().notNull(),
    year: smallint().notNull(),
    articlesId: id().notNull(),
    amountRupiah: rupiah().notNull(),
    state: word(distributionStates).notNull(),
    proposedBy: somebody(),
    proposedAt: moment().notNull(),
    decidedBy: id().references(() => persons.id),
    decidedAt: moment(),
    refusal: text(),
  },
  (t) => [
    uniqueIndex("shu_distributions_once").on(t.organisationId, t.year).where(sql`state <> 'refused'`),
    foreignKey({
      name: "shu_distributions_meeting",
      columns: [t.meetingId, t.organisationId, t.year],
      foreignColumns: [annualMeetings.id, annualMeetings.organisationId, annualMeetings.year],
    }),
    foreignKey({
      name: "shu_distributions_articles",
      columns: [t.articlesId, t.organisationId],
      foreignColumns: [cooperativeArticles.id, cooperativeArticles.organisationId],
    }),
    check("shu_distributions_state", oneOf(t.state, distributionStates)),
    check("shu_distributions_amount", sql`${t.amountRupiah} > 0`),
    check(
      "shu_distributions_decided_when",
      sql`(${t.state} = 'proposed') = (${t.decidedAt} is null) and (${t.decidedAt} is null) = (${t.decidedBy} is null)`,
    ),
    check("shu_distributions_refused", sql`(${t.state} = 'refused') = (${t.refusal} is not null)`),
    check("shu_distributions_two_people", sql`${t.state} <> 'decided' or ${t.decidedBy} <> ${t.proposedBy}`),
  ],
);

/** One share of a distribution: a fund, or a member for trade or for capital. They add up to it (deferred trigger, proof). */
export const shuShares = pgTable(
  "shu_shares",
  {
    distributionId: id()
      .notNull()
      .references(() => shuDistributions.id),
    part: word(shuParts).notNull(),
    memberId: id().references(() => cooperativeMembers.id),
    baseRupiah: rupiah(),
    amountRupiah: rupiah().notNull(),
  },
  (t) => [
    unique("shu_shares_once").on(t.distributionId, t.part, t.memberId).nullsNotDistinct(),
    index("shu_shares_member").on(t.memberId),
    check("shu_shares_part", oneOf(t.part, shuParts)),
    check("shu_shares_amount", sql`${t.amountRupiah} >= 0`),
    check(
      "shu_shares_whose",
      sql`(${t.part} in ('usage', 'capital')) = (${t.memberId} is not null) and (${t.memberId} is null) = (${t.baseRupiah} is null) and (${t.baseRupiah} is null or ${t.baseRupiah} > 0)`,
    ),
  ],
);
