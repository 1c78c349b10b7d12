import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import {
  organisationKinds,
  organisationLifecycle,
  treasuredKinds,
} from "#app/modules/identity/organisation.ts";
import { roles } from "#app/modules/identity/roles.ts";
import { day, id, moment, oneOf, word } from "./columns.ts";
import { storedFiles } from "./platform.ts";
import { regions } from "./regions.ts";

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });
const organisationStates = statesOf(organisationLifecycle);

export const persons = pgTable(
  "persons",
  {
    id: id().primaryKey(),
    fullName: text().notNull(),
    /** Lower case; how a person signs in. */
    email: text().notNull(),
    phone: text(),
    passwordHash: text(),
    /** Second factor, sealed with the process secret; null until set up. */
    totpSealed: bytea(),
    totpConfirmedAt: moment(),
    locale: word(["id", "en"]).notNull().default("id"),
    isDemo: boolean().notNull().default(false),
    createdAt: moment().notNull(),
    disabledAt: moment(),
  },
  (t) => [
    uniqueIndex("persons_email").on(t.email),
    check("persons_email_lower", sql`${t.email} = lower(${t.email})`),
  ],
);

export const organisations = pgTable(
  "organisations",
  {
    id: id().primaryKey(),
    kind: word(organisationKinds).notNull(),
    name: text().notNull(),
    /** First segment of its URLs. */
    slug: text().notNull(),
    /** At most twelve characters for document numbers, e.g. KKMP-TLU. */
    shortName: text().notNull(),
    regionCode: text()
      .notNull()
      .references(() => regions.code),
    /** The city or regency that the region lies in; markets and oversight work per city. */
    cityCode: text()
      .notNull()
      .references(() => regions.code),
    state: word(organisationStates).notNull(),
    stateReason: text(),
    stateChangedAt: moment().notNull(),
    /** The foundation (yayasan) behind a kitchen. */
    foundationId: id().references((): AnyPgColumn => organisations.id),
    address: text().notNull(),
    phone: text(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    /** NIK koperasi, deed, NIB, NPWP: identity papers; masked where they are not needed. */
    registryNumber: text(),
    deedNumber: text(),
    businessNumber: text(),
    taxNumber: text(),
    isVatRegistered: boolean().notNull().default(false),
    /** Bought for by a treasurer of the government, who pays the seller's VAT to the state and withholds income tax. */
    hasTreasurer: boolean().notNull().default(false),
    bankName: text(),
    bankAccount: text(),
    bankAccountHolder: text(),
    /** When the account replaced another one; null while it is the first. */
    bankChangedAt: moment(),
    memberCount: integer(),
    /** Beneficiaries of a kitchen: small and large portions. */
    smallPortions: integer(),
    largePortions: integer(),
    receivingWindows: text(),
    paymentTermDays: integer().notNull().default(7),
    hygieneCertificateExpiresOn: day(),
    isDemo: boolean().notNull().default(false),
    createdAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("organisations_slug").on(t.slug),
    uniqueIndex("organisations_short_name").on(t.shortName, t.cityCode),
    // One koperasi per kelurahan: the register is keyed by the village code.
    uniqueIndex("organisations_koperasi_region").on(t.regionCode).where(sql`kind = 'koperasi'`),
    index("organisations_city").on(t.cityCode, t.kind),
    index("organisations_foundation").on(t.foundationId),
    check("organisations_kind", oneOf(t.kind, organisationKinds)),
    check("organisations_treasurer", sql`not ${t.hasTreasurer} or ${oneOf(t.kind, treasuredKinds)}`),
    check("organisations_state", oneOf(t.state, organisationStates)),
    check("organisations_slug_form", sql`${t.slug} ~ '^[a-z0-9](-?[a-z0-9])+$'`),
  ],
);

export const memberships = pgTable(
  "memberships",
  {
    id: id().primaryKey(),
    personId: id()
      .notNull()
      .references(() => persons.id),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    role: word(roles).notNull(),
    createdAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [
    uniqueIndex("memberships_once").on(t.personId, t.organisationId, t.role).where(sql`ended_at is null`),
    index("memberships_organisation").on(t.organisationId),
    check("memberships_role", oneOf(t.role, roles)),
  ],
);

/** A signed-in browser. The cookie holds a random token; the table only its hash. */
export const sessions = pgTable(
  "sessions",
  {
    id: id().primaryKey(),
    tokenHash: text().notNull(),
    personId: id()
      .notNull()
      .references(() => persons.id),
    createdAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** Null while a second factor is still due. */
    completedAt: moment(),
    userAgent: text(),
  },
  (t) => [uniqueIndex("sessions_token").on(t.tokenHash), index("sessions_person").on(t.personId)],
);

export const invitations = pgTable(
  "invitations",
  {
    id: id().primaryKey(),
    tokenHash: text().notNull(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    role: word(roles).notNull(),
    email: text().notNull(),
    invitedBy: id().references(() => persons.id),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    acceptedAt: moment(),
    revokedAt: moment(),
  },
  (t) => [
    uniqueIndex("invitations_token").on(t.tokenHash),
    index("invitations_organisation").on(t.organisationId),
    check("invitations_role", oneOf(t.role, roles)),
  ],
);

export const passwordResets = pgTable(
  "password_resets",
  {
    id: id().primaryKey(),
    tokenHash: text().notNull(),
    personId: id()
      .notNull()
      .references(() => persons.id),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
  },
  (t) => [uniqueIndex("password_resets_token").on(t.tokenHash)],
);

/** A key that a person's device keeps. The table holds its public half, which opens nothing. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: id().primaryKey(),
    personId: id()
      .notNull()
      .references(() => persons.id),
    credentialId: text().notNull(),
    publicKey: bytea().notNull(),
    /** How often the device says it signed; zero for devices that do not count. */
    counter: bigint({ mode: "number" }).notNull(),
    transports: text().array().notNull(),
    label: text().notNull(),
    createdAt: moment().notNull(),
    lastUsedAt: moment(),
    /** Set when the count ran backwards: a copy may exist, so it opens nothing any more. */
    lockedAt: moment(),
  },
  (t) => [
    uniqueIndex("passkeys_credential").on(t.credentialId),
    index("passkeys_person").on(t.personId),
    check("passkeys_counter", sql`${t.counter} >= 0`),
  ],
);

/** What a device is asked to sign: for one purpose, once, for a few minutes. */
export const passkeyChallenges = pgTable(
  "passkey_challenges",
  {
    id: id().primaryKey(),
    challenge: text().notNull(),
    purpose: word(["add", "sign_in"]).notNull(),
    /** Who adds a passkey; null for a sign-in, where nobody is known yet. */
    personId: id().references(() => persons.id),
    expiresAt: moment().notNull(),
    spentAt: moment(),
  },
  (t) => [
    uniqueIndex("passkey_challenges_challenge").on(t.challenge),
    index("passkey_challenges_expiry").on(t.expiresAt),
    check("passkey_challenges_purpose", oneOf(t.purpose, ["add", "sign_in"])),
    check("passkey_challenges_person", sql`(${t.purpose} = 'add') = (${t.personId} is not null)`),
  ],
);

/** Codes for the day the second factor is lost. Shown once, kept as hashes, each good once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: id().primaryKey(),
    personId: id()
      .notNull()
      .references(() => persons.id),
    codeHash: text().notNull(),
    createdAt: moment().notNull(),
    usedAt: moment(),
  },
  (t) => [uniqueIndex("recovery_codes_hash").on(t.personId, t.codeHash)],
);

const recoveryStates = ["asked", "granted", "refused"] as const;

/** An organisation's only keeper of members, who lost every way in, and the two people who let another account lead it. */
export const leaderRecoveries = pgTable(
  "leader_recoveries",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    /** Whose account is lost. */
    personId: id()
      .notNull()
      .references(() => persons.id),
    /** Where the new account will be; told apart from all that is known of the old one. */
    email: text().notNull(),
    reason: text().notNull(),
    state: word(recoveryStates).notNull(),
    askedBy: id()
      .notNull()
      .references(() => persons.id),
    askedAt: moment().notNull(),
    decidedBy: id().references(() => persons.id),
    decidedAt: moment(),
    invitationId: id().references(() => invitations.id),
  },
  (t) => [
    uniqueIndex("leader_recoveries_asked").on(t.organisationId).where(sql`state = 'asked'`),
    check("leader_recoveries_state", oneOf(t.state, recoveryStates)),
    check(
      "leader_recoveries_decided",
      sql`(${t.state} = 'asked') = (${t.decidedBy} is null) and (${t.decidedBy} is null) = (${t.decidedAt} is null)`,
    ),
    check("leader_recoveries_second", sql`${t.state} <> 'granted' or ${t.decidedBy} <> ${t.askedBy}`),
    check("leader_recoveries_link", sql`${t.invitationId} is null or ${t.state} = 'granted'`),
  ],
);

/** Papers that an organisation hands in to be verified, and what the agency answered. */
export const verificationPapers = pgTable(
  "verification_papers",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    kind: word([
      "deed",
      "business_number",
      "tax_number",
      "identity_card",
      "hygiene_certificate",
      "halal_certificate",
      "food_permit",
      "other",
    ]).notNull(),
    fileId: id()
      .notNull()
      .references(() => storedFiles.id),
    expiresOn: day(),
    createdAt: moment().notNull(),
  },
  (t) => [index("verification_papers_organisation").on(t.organisationId)],
);

/** Every change of an organisation's state: who, when, why. Append-only. */
export const verificationDecisions = pgTable(
  "verification_decisions",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    event: text().notNull(),
    reason: text(),
    decidedBy: text().notNull(),
    decidedAt: moment().notNull(),
  },
  (t) => [index("verification_decisions_organisation").on(t.organisationId, t.decidedAt)],
);

/** A signed link for somebody without an account (driver, farmer). The URL holds the token, the table its hash. */
export const accessLinks = pgTable(
  "access_links",
  {
    id: id().primaryKey(),
    tokenHash: text().notNull(),
    purpose: word(["drive", "receipt", "order", "harvest", "balance", "consign"]).notNull(),
    subjectId: id().notNull(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    revokedAt: moment(),
  },
  (t) => [
    uniqueIndex("access_links_token").on(t.tokenHash),
    index("access_links_subject").on(t.subjectId),
    unique("access_links_once").on(t.tokenHash, t.purpose),
  ],
);

/** Keys for programs: bound to one organisation, one role and the person who made them. Only the hash is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    personId: id()
      .notNull()
      .references(() => persons.id),
    role: word(roles).notNull(),
    label: text().notNull(),
    /** The first characters, so that people can tell keys apart. */
    hint: text().notNull(),
    keyHash: text().notNull(),
    createdAt: moment().notNull(),
    lastUsedAt: moment(),
    revokedAt: moment(),
  },
  (t) => [
    uniqueIndex("api_keys_hash").on(t.keyHash),
    index("api_keys_organisation").on(t.organisationId),
    check("api_keys_role", oneOf(t.role, roles)),
  ],
);
