import fc from "fast-check";
import { expect, test } from "vitest";
import type { MemberActor, OrganisationKind } from "#app/kernel/call.ts";
import { mayDecideAbout } from "#app/modules/identity/organisation.policy.ts";
import { organisationKinds } from "#app/modules/identity/organisation.ts";
import {
  isShortName,
  isSlug,
  reservedSlugs,
  shortNameCandidates,
  slugCandidates,
} from "#app/modules/identity/organisation-names.ts";
import { permissions } from "#app/modules/identity/permission-names.ts";
import {
  isAllowedWhileInactive,
  leadingRoles,
  may,
  overseeingRoles,
  permissionsOf,
  rolesHolding,
} from "#app/modules/identity/permissions.ts";
import { roles, rolesByKind, rolesOf } from "#app/modules/identity/roles.ts";
import { houseRoutes } from "#tests/support/route-map.ts";

function actorOf(kind: OrganisationKind, held: readonly string[], active = true): MemberActor {
  return {
    kind: "member",
    personId: "per_1",
    organisationId: "org_1",
    organisationKind: kind,
    organisationActive: active,
    roles: held,
    apiKeyId: null,
  };
}

test("every permission is granted to at least one role, and no role holds one twice", () => {
  for (const permission of permissions) expect(rolesHolding(permission), permission).not.toEqual([]);
  for (const role of roles) {
    const held = permissionsOf(role);
    expect(new Set(held).size, role).toBe(held.length);
  }
});

test("roles that oversee hold nothing but reading", () => {
  for (const role of overseeingRoles)
    for (const permission of permissionsOf(role)) expect(permission, role).toMatch(/\.read$/);
});

test("the lurah sees every sum of the koperasi that its treasurer sees", () => {
  const seen = permissionsOf("koperasi_treasurer").filter((permission) => permission.endsWith(".read"));
  expect(permissionsOf("koperasi_overseer")).toEqual(expect.arrayContaining(seen));
});

test("whoever leads an organisation is of its kind and may look after its people", () => {
  for (const kind of organisationKinds) {
    expect(rolesOf(kind)).toContain(leadingRoles[kind]);
    expect(permissionsOf(leadingRoles[kind])).toContain("members.keep");
    expect(permissionsOf(leadingRoles[kind])).toContain("papers.keep");
  }
});

test("an organisation that is not active may look, mend its papers, count its store and end what was begun, and may not trade", () => {
  for (const kind of organisationKinds)
    for (const permission of permissions) {
      const inactive = may(actorOf(kind, rolesOf(kind), false), permission);
      const active = may(actorOf(kind, rolesOf(kind)), permission);
      expect(inactive, permission).toBe(active && isAllowedWhileInactive(permission));
      if (
        !permission.endsWith(".read") &&
        ![
          "members.keep",
          "papers.keep",
          "stock.keep",
          "shipments.receive",
          "appeals.open",
          "appeals.answer",
          "payments.report",
          "taxes.remit",
          "taxes.confirm",
        ].includes(permission)
      )
        expect(inactive, permission).toBe(false);
    }
});

test("a member may do what one of the roles may, and nothing more", () => {
  fc.assert(
    fc.property(fc.subarray([...roles]), fc.constantFrom(...permissions), (held, permission) => {
      const each = held.some((role) => may(actorOf("koperasi", [role]), permission));
      expect(may(actorOf("koperasi", held), permission)).toBe(each);
    }),
  );
});

test("whoever acts for no organisation holds no permission", () => {
  for (const permission of permissions) {
    expect(may({ kind: "anonymous" }, permission)).toBe(false);
    expect(may({ kind: "person", personId: "per_1" }, permission)).toBe(false);
    expect(may({ kind: "system", name: "x" }, permission)).toBe(false);
    expect(may({ kind: "link", linkId: "l", purpose: "drive", subjectId: "s" }, permission)).toBe(false);
    expect(may(actorOf("koperasi", []), permission)).toBe(false);
    expect(may(actorOf("koperasi", ["no_such_role"]), permission)).toBe(false);
  }
});

test("an agency decides about its own city only, nobody about themselves, and nobody about an operator", () => {
  const city = "35.72";
  for (const kind of organisationKinds)
    for (const subjectKind of organisationKinds)
      for (const subjectCity of [city, "35.71"])
        for (const organisationId of ["org_1", "org_2"]) {
          const subject = { organisationId, kind: subjectKind, cityCode: subjectCity };
          const decides = mayDecideAbout(actorOf(kind, rolesByKind[kind]), city, subject);
          const expected =
            organisationId === "org_2" &&
            subjectKind !== "operator" &&
            (kind === "operator" ||
              (kind === "agency" &&
                subjectCity === city &&
                subjectKind !== "agency" &&
                subjectKind !== "trade_center"));
          expect(decides, `${kind} about ${subjectKind} in ${subjectCity}`).toBe(expected);
        }
});

test("whatever an organisation is called, its slugs and short names fit the database", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 120 }),
      fc.constantFrom("Kota Blitar", "Kabupaten Kepulauan Aru", ""),
      fc.constantFrom(...organisationKinds),
      (name, cityName, kind) => {
        const slugs = slugCandidates(name, cityName);
        expect(slugs.length).toBeGreaterThan(90);
        expect(new Set(slugs).size).toBe(slugs.length);
        for (const slug of slugs) expect(isSlug(slug), slug).toBe(true);
        const shorts = shortNameCandidates(kind, name);
        expect(shorts.length).toBeGreaterThan(90);
        for (const short of shorts) expect(isShortName(short), short).toBe(true);
      },
    ),
  );
});

test("names are shortened the way people say them", () => {
  expect(slugCandidates("Koperasi Kelurahan Merah Putih Tlumpu (Demo)", "Kota Blitar").slice(0, 2)).toEqual([
    "kkmp-tlumpu",
    "kkmp-tlumpu-blitar",
  ]);
  expect(shortNameCandidates("koperasi", "Koperasi Kelurahan Merah Putih Tlumpu")[0]).toBe("KKMP-TLU");
  expect(shortNameCandidates("koperasi", "KDMP Sumberagung")[0]).toBe("KDMP-SUM");
  expect(shortNameCandidates("kitchen", "SPPG Bendogerit 1")[0]).toBe("SPPG-BEN");
  expect(slugCandidates("Masuk", "Kota Blitar")[0]).toBe("masuk-blitar");
  for (const reserved of reservedSlugs)
    expect(slugCandidates(reserved, "Kota Blitar")).not.toContain(reserved);
});

test("no organisation is named like an address of the house", () => {
  const firsts = new Set(houseRoutes().map(({ path }) => path.split("/")[1] ?? ""));
  expect(firsts.size).toBeGreaterThan(20);
  for (const first of firsts) expect(isSlug(first), first).toBe(false);
});
