import { Outlet, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { may } from "#app/modules/identity/permissions.ts";
import { roleNamesOf } from "#app/modules/identity/ui/names.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { unlessCounting } from "#app/ui/form/unless-counting.ts";
import { AppShell, type NavEntry } from "#app/ui/layout/app-shell.tsx";
import { destinationLook, destinationsOf, opensHouse } from "./navigation.ts";

/**
 * Resolves the organisation in the address and frames all its pages; each page asks for its own permission. It answers in
 * words: there are many of them, for every kind of organisation, and a phone shall download none but its own.
 */
export const loader = screenLoader(async ({ request, params }) => {
  const { actor, organisation, roles, person, memberships } = await requireMember(
    request,
    params["workspace"],
  );
  const home = `/${organisation.slug}`;
  const entries: readonly NavEntry[] = destinationsOf(organisation.kind)
    .filter(({ needs }) => needs === null || may(actor, needs))
    .map(({ path, name }) => ({
      to: path === "" ? home : `${home}/${path}`,
      end: path === "",
      ...destinationLook(name),
      ...(opensHouse(name) ? { group: m.workspace_nav_house() } : {}),
    }));
  const operation = { to: "/operator", label: m.workspace_nav_operation(), icon: "gear" as const };
  return {
    organisation: organisation.name,
    isDemo: organisation.isDemo,
    roleName: roleNamesOf(roles),
    person: person.fullName,
    hasOthers: memberships.length > 1,
    entries: organisation.kind === "operator" ? entries.toSpliced(1, 0, operation) : entries,
    standing:
      organisation.state === "active"
        ? null
        : standingOf(
            organisation.state,
            organisation.stateReason,
            may(actor, "papers.keep") ? `${home}/organisasi` : null,
          ),
  };
});

export const shouldRevalidate = unlessCounting;

export default function Workspace() {
  const { organisation, isDemo, roleName, person, hasOthers, entries, standing } =
    useLoaderData<typeof loader>();
  return (
    <AppShell
      organisation={organisation}
      roleName={roleName}
      person={person}
      entries={entries}
      accountTo="/akun"
      signOutTo="/keluar"
      switchTo={hasOthers ? "/pilih?semua" : undefined}
      demo={isDemo}
    >
      {standing === null ? null : <StandingBanner {...standing} />}
      <Outlet />
    </AppShell>
  );
}

const BANNERS = {
  registered: { title: m.workspace_registered_title, text: m.workspace_registered_text, tone: "rice" },
  rejected: { title: m.workspace_rejected_title, text: m.workspace_rejected_text, tone: "brick" },
  suspended: { title: m.workspace_suspended_title, text: m.workspace_suspended_text, tone: "brick" },
} as const;

type Standing = {
  readonly tone: "rice" | "brick";
  readonly title: string;
  readonly text: string;
  readonly reason: string | null;
  readonly papers: { readonly to: string; readonly label: string } | null;
};

/** Why nothing can be traded now, and what to do about it. */
function standingOf(state: keyof typeof BANNERS, reason: string | null, papersTo: string | null): Standing {
  const { title, text, tone } = BANNERS[state];
  return {
    tone,
    title: title(),
    text: text(),
    reason: reason === null ? null : m.workspace_reason({ reason }),
    papers: papersTo === null ? null : { to: papersTo, label: m.workspace_papers_open() },
  };
}

function StandingBanner({ tone, title, text, reason, papers }: Standing) {
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pt-5 sm:px-6 lg:px-8">
      <Callout
        tone={tone}
        title={title}
        actions={
          papers === null ? null : (
            <ButtonLink to={papers.to} variant="secondary" size="small">
              {papers.label}
            </ButtonLink>
          )
        }
      >
        <p>{text}</p>
        {reason === null ? null : <p className="mt-1 font-semibold">{reason}</p>}
      </Callout>
    </div>
  );
}
