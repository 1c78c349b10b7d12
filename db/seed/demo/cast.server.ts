import { createHash } from "node:crypto";
import { addDays } from "#app/kernel/calendar.ts";
import type { MemberActor } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type GoodsPaper, goodsPapers, ruleOfPaper } from "#app/modules/catalogue/needed-papers.ts";
import { enrolMember } from "#app/modules/identity/enrol-member.server.ts";
import { foundOperator } from "#app/modules/identity/found-operator.server.ts";
import { handInPaper } from "#app/modules/identity/hand-in-paper.server.ts";
import { registerOrganisation } from "#app/modules/identity/register-organisation.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { verifyOrganisation } from "#app/modules/identity/verify-organisation.server.ts";
import { cityCentres } from "../reference/city-centres.ts";
import { goodsPaperParameters } from "../reference/parameters-of-goods-papers.ts";
import { DEMO_PASSWORD } from "./credentials.ts";
import { demoListings, productOf } from "./goods.ts";
import { applicants, type DemoParty, demoParties, OPERATOR } from "./organisations.ts";
import { personName } from "./people.ts";
import { demoPaper } from "./pictures.ts";
import { houseCall, type Party, type Stage } from "./stage.server.ts";

/** A number that is always the same for the same text. */
function numberFrom(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0);
}

/** Around the centre of its city, always at the same place; villages have no coordinates of their own. */
function placeOf({ key, regionCode }: DemoParty) {
  const centre = cityCentres[regionCode.slice(0, 5)];
  invariant(centre, `${regionCode} lies in a city of the demo`);
  const astray = (axis: string) => ((numberFrom(`${key} ${axis}`) % 401) - 200) / 10_000;
  return { latitude: centre.latitude + astray("north"), longitude: centre.longitude + astray("east") };
}

/** Numbers of the demo begin with zeros, so that nobody mistakes them for somebody's. */
function numbersOf(party: DemoParty) {
  const last = (numberFrom(party.key) % 10_000).toString().padStart(4, "0");
  return {
    phone: `+62 800-0000-${last}`,
    registryNumber: `0000${party.regionCode.replaceAll(".", "")}`,
    businessNumber: `000000000${last}`,
    taxNumber: `000000000000${last}`,
    bankName: "Bank Contoh (Demo)",
    bankAccount: `000000${last}`,
    bankAccountHolder: party.name,
  };
}

async function register(stage: Stage, party: DemoParty, at: Date): Promise<string> {
  const foundation = party.foundationKey === undefined ? undefined : stage.party(party.foundationKey);
  const { organisationId } = await registerOrganisation(houseCall(at), {
    kind: party.kind === "operator" ? "agency" : party.kind,
    name: party.name,
    regionCode: party.regionCode,
    address: `Jalan Contoh ${(numberFrom(`${party.key} house`) % 90) + 1}, ${party.name}`,
    ...placeOf(party),
    ...numbersOf(party),
    isVatRegistered: party.isVatRegistered ?? false,
    ...(party.slug === undefined ? {} : { slug: party.slug }),
    ...(party.memberCount === undefined ? {} : { memberCount: party.memberCount }),
    ...(party.smallPortions === undefined ? {} : { smallPortions: party.smallPortions }),
    ...(party.largePortions === undefined ? {} : { largePortions: party.largePortions }),
    ...(party.receivingWindows === undefined ? {} : { receivingWindows: party.receivingWindows }),
    ...(foundation === undefined ? {} : { foundationId: foundation.organisationId }),
    isDemo: true,
  });
  return organisationId;
}

async function enrolPeople(
  party: DemoParty,
  organisationId: string,
  passwordHash: string,
  at: Date,
): Promise<Map<Role, MemberActor>> {
  const actors = new Map<Role, MemberActor>();
  for (const [mailbox, ...roles] of party.people) {
    const { personId } = await enrolMember(houseCall(at), {
      organisationId,
      roles,
      person: {
        fullName: personName(mailbox),
        email: `${mailbox}@contoh.test`,
        phone: `+62 800-0000-${(numberFrom(mailbox) % 10_000).toString().padStart(4, "0")}`,
        passwordHash,
      },
      isDemo: true,
    });
    const actor: MemberActor = {
      kind: "member",
      personId,
      organisationId,
      organisationKind: party.kind,
      organisationActive: true,
      roles,
      apiKeyId: null,
    };
    for (const role of roles) if (!actors.has(role)) actors.set(role, actor);
  }
  return actors;
}

/** The platform's operator and its one person. */
async function foundHouse(stage: Stage, at: Date): Promise<void> {
  const email = `${OPERATOR.mailbox}@contoh.test`;
  const { organisationId, personId } = await foundOperator(houseCall(at), {
    name: OPERATOR.name,
    regionCode: OPERATOR.regionCode,
    address: "Jalan Contoh 1, Kota Blitar",
    founder: { fullName: personName(OPERATOR.mailbox), email, password: DEMO_PASSWORD },
    isDemo: true,
  });
  const actor: MemberActor = {
    kind: "member",
    personId,
    organisationId,
    organisationKind: "operator",
    organisationActive: true,
    roles: ["operator_admin"],
    apiKeyId: null,
  };
  stage.parties.set(OPERATOR.key, {
    ...OPERATOR,
    kind: "operator",
    people: [[OPERATOR.mailbox, "operator_admin"]],
    organisationId,
    actors: new Map([["operator_admin", actor]]),
  });
}

/** Who verifies this party: the agency of its city, else the operator. */
function verifierOf(stage: Stage, party: Party): readonly [key: string, role: Role] {
  const ownCity = party.regionCode.slice(0, 5);
  const agency = [...stage.parties.values()].find(
    (one) => one.kind === "agency" && one.regionCode === ownCity,
  );
  const byAgency = agency && party.kind !== "agency" && party.kind !== "trade_center";
  return byAgency ? [agency.key, "agency_officer"] : [OPERATOR.key, "operator_admin"];
}

async function join(stage: Stage, party: DemoParty, passwordHash: string, at: Date): Promise<void> {
  const organisationId = await register(stage, party, at);
  const actors = await enrolPeople(party, organisationId, passwordHash, at);
  const joined: Party = { ...party, organisationId, actors };
  const [verifier, role] = verifierOf(stage, joined);
  await verifyOrganisation(stage.as(verifier, [role], at), { organisationId });
  stage.parties.set(party.key, joined);
}

const SLHS_DAYS = 240;
/** One kitchen's hygiene certificate is about to run out. */
const EXPIRING = { key: "S06", days: 12 } as const;

async function handInCertificate(stage: Stage, key: string, at: Date): Promise<void> {
  const expiresOn = addDays(stage.today, key === EXPIRING.key ? EXPIRING.days : SLHS_DAYS);
  await handInPaper(stage.as(key, ["kitchen_head"], at), {
    kind: "hygiene_certificate",
    file: {
      fileName: "slhs-demo.pdf",
      bytes: demoPaper("Sertifikat Laik Higiene Sanitasi", [
        stage.party(key).name,
        `Berlaku sampai ${expiresOn}`,
      ]),
    },
    expiresOn,
  });
}

const GOODS_PAPER_DAYS = 400;
const titles: Readonly<Record<GoodsPaper, string>> = {
  hygiene_certificate: "Sertifikat higiene (NKV/SKP)",
  halal_certificate: "Sertifikat Halal",
  food_permit: "Izin edar pangan (PIRT/MD)",
};

/** Whoever sells meat, fish, eggs or packed food has the papers for them, also those that a rule asks for later. */
function planPapersOfGoods(stage: Stage, key: string, at: Date): void {
  const sold = new Set(
    demoListings
      .filter(({ sellerKey }) => sellerKey === key)
      .map(({ productKey }) => productOf(productKey).commodityCode),
  );
  const needed = goodsPapers.filter((kind) =>
    goodsPaperParameters.some(
      ({ key: rule, value }) =>
        rule === ruleOfPaper[kind] && Array.isArray(value) && value.some((code) => sold.has(code)),
    ),
  );
  if (needed.length === 0) return;
  stage.agenda.plan(at, async () => {
    const expiresOn = addDays(stage.today, GOODS_PAPER_DAYS);
    for (const kind of needed)
      await handInPaper(stage.as(key, ["koperasi_chair", "bumd_sales"], at), {
        kind,
        file: {
          fileName: `${kind}-demo.pdf`,
          bytes: demoPaper(titles[kind], [stage.party(key).name, `Berlaku sampai ${expiresOn}`]),
        },
        expiresOn,
      });
  });
}

/** Registers and verifies everybody, six weeks ago; the foundations before their kitchens. */
export function planCast(stage: Stage, passwordHash: string): void {
  stage.agenda.plan(stage.on(-45, "08:00"), () => foundHouse(stage, stage.on(-45, "08:00")));
  const waves = [
    ["agency", stage.on(-45, "09:00")],
    ["others", stage.on(-44, "09:00")],
    ["kitchen", stage.on(-43, "09:00")],
  ] as const;
  for (const party of demoParties) {
    const wave = party.kind === "agency" || party.kind === "kitchen" ? party.kind : "others";
    const at = waves.find(([name]) => name === wave)?.[1];
    invariant(at, "every party has its wave");
    stage.agenda.plan(at, () => join(stage, party, passwordHash, at));
    const certified = stage.on(-42, "10:00");
    if (party.kind !== "kitchen") planPapersOfGoods(stage, party.key, certified);
    if (party.kind === "kitchen")
      stage.agenda.plan(certified, () => handInCertificate(stage, party.key, certified));
  }
  planApplicants(stage, passwordHash);
}

/** They registered yesterday, with their papers, and wait to be verified. */
function planApplicants(stage: Stage, passwordHash: string): void {
  const at = stage.hoursAgo(20);
  for (const party of applicants)
    stage.agenda.plan(at, async () => {
      const organisationId = await register(stage, party, at);
      const actors = await enrolPeople(party, organisationId, passwordHash, at);
      const [leader] = actors.values();
      invariant(leader, "somebody answers for it");
      const actor = { ...leader, organisationActive: false };
      for (const [kind, title] of [
        ["deed", "Akta Pendirian"],
        ["business_number", "Nomor Induk Berusaha"],
      ] as const)
        await handInPaper(
          { actor, at, key: null, causation: null },
          {
            kind,
            file: { fileName: `${kind}-demo.pdf`, bytes: demoPaper(title, [party.name, party.regionCode]) },
          },
        );
    });
}
