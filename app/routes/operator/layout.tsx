import { Outlet, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { roleNamesOf } from "#app/modules/identity/ui/names.tsx";
import type { NavEntry } from "#app/ui/layout/app-shell.tsx";
import { AppShell } from "#app/ui/layout/app-shell.tsx";

/** The frame of the operator's pages; each of them asks again who it is that comes. */
export const loader = screenLoader(async ({ request }) => {
  const { organisation, person, roles, memberships } = await requireOperator(request);
  return { organisation, person: person.fullName, roles, hasOthers: memberships.length > 1 };
});

export default function Operator() {
  const { organisation, person, roles, hasOthers } = useLoaderData<typeof loader>();
  const entries: NavEntry[] = [
    { to: "/operator", end: true, label: m.operator_nav_home(), icon: "home" },
    { to: "/operator/organisasi", label: m.operator_organisations_title(), icon: "building" },
    { to: "/operator/aturan", label: m.operator_rules_title(), icon: "book" },
    { to: "/operator/batas-harga", label: m.operator_ceilings_title(), icon: "money" },
    { to: "/operator/jalur", label: m.operator_lanes_title(), icon: "truck" },
    { to: `/${organisation.slug}/harga/survei`, label: m.catalogue_survey_title(), icon: "chart" },
    { to: "/operator/pekerjaan", label: m.operator_nav_jobs(), icon: "gear" },
    { to: "/operator/uang-kartu", label: m.payments_card_unfit(), icon: "money" },
    { to: `/${organisation.slug}`, end: true, label: m.operator_workspace(), icon: "bell" },
    { to: `/${organisation.slug}/anggota`, label: m.workspace_nav_members(), icon: "people" },
    { to: "/operator/galeri", label: m.operator_gallery(), icon: "eye" },
  ];
  return (
    <AppShell
      organisation={organisation.name}
      roleName={roleNamesOf(roles)}
      person={person}
      entries={entries}
      accountTo="/akun"
      signOutTo="/keluar"
      switchTo={hasOthers ? "/pilih?semua" : undefined}
      demo={organisation.isDemo}
    >
      <Outlet />
    </AppShell>
  );
}
