import { eq } from "drizzle-orm";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { isAmong } from "#db/among.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations, persons } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import type { BankAccountFacts, PartyFacts } from "./facts.ts";

/** What each kind of organisation is called on a formal paper. Papers are Indonesian whoever reads them. */
export const kindLabels: Readonly<Record<OrganisationKind, string>> = {
  koperasi: "Koperasi Kelurahan Merah Putih",
  kitchen: "Satuan Pelayanan Pemenuhan Gizi",
  foundation: "Yayasan Mitra",
  trade_center: "Pusat Perdagangan Antardaerah",
  bumd: "Badan Usaha Milik Daerah",
  agency: "Dinas Pembina Koperasi",
  operator: "Penyelenggara Lumbung",
};

/** A party as a paper names it, with what the paper needs to know besides. */
export type PaperParty = {
  readonly party: PartyFacts;
  /** The city that stands before the date: "Kota Blitar". */
  readonly place: string;
  readonly timeZone: TimeZone;
  readonly isDemo: boolean;
  readonly bank: BankAccountFacts | null;
  /** Whether a treasurer of the government pays for it. */
  readonly hasTreasurer: boolean;
};

/**
 * The parties of a paper, spelled out as they are now, by organisation id. Throws when one does not exist: a paper
 * is only drawn up between organisations that the deed has already read.
 */
export async function paperPartiesOf(
  organisationIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, PaperParty>> {
  const rows = await on
    .select()
    .from(organisations)
    .where(isAmong(organisations.id, [...new Set(organisationIds)]));
  const codes = rows.flatMap((row) => [row.regionCode, row.regionCode.slice(0, 8), row.cityCode]);
  const places =
    codes.length > 0
      ? await on
          .select()
          .from(regions)
          .where(isAmong(regions.code, [...new Set(codes)]))
      : [];
  const named = new Map(places.map((place) => [place.code, place]));
  const parties = new Map(rows.map((row) => [row.id, partyOf(row, named)]));
  for (const id of organisationIds) invariant(parties.has(id), `${id} is a party`);
  return parties;
}

function partyOf(
  row: typeof organisations.$inferSelect,
  named: ReadonlyMap<string, typeof regions.$inferSelect>,
): PaperParty {
  const city = named.get(row.cityCode);
  invariant(city, `${row.cityCode} is a region`);
  const village = row.regionCode.length > 8 ? named.get(row.regionCode)?.name : undefined;
  const district = row.regionCode.length > 5 ? named.get(row.regionCode.slice(0, 8))?.name : undefined;
  const regionName = [village && `Kel. ${village}`, district && `Kec. ${district}`, city.name]
    .filter(Boolean)
    .join(", ");
  const legalIds = [
    { label: row.kind === "koperasi" ? "NIK Koperasi" : "Nomor registrasi", value: row.registryNumber },
    { label: "Badan hukum", value: row.deedNumber },
    { label: "NIB", value: row.businessNumber },
    { label: "NPWP", value: row.taxNumber },
  ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
  const bank =
    row.bankName && row.bankAccount
      ? { bank: row.bankName, number: row.bankAccount, holder: row.bankAccountHolder ?? row.name }
      : null;
  return {
    party: {
      name: row.name,
      kindLabel: kindLabels[row.kind],
      address: row.address,
      regionCode: row.regionCode,
      regionName,
      phone: row.phone,
      legalIds,
    },
    place: city.name,
    timeZone: city.timeZone,
    isDemo: row.isDemo,
    bank,
    hasTreasurer: row.hasTreasurer,
  };
}

/** The name of a person as it stands under a paper; null when nobody signs by name. */
export async function signatoryName(personId: string | null, on: Executor = db()): Promise<string | null> {
  if (personId === null) return null;
  const [row] = await on.select({ fullName: persons.fullName }).from(persons).where(eq(persons.id, personId));
  return row?.fullName ?? null;
}
