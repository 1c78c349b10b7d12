import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { maySetCapacity } from "#app/modules/contracts/contract.policy.ts";
import { invitationsInto } from "#app/modules/contracts/invitation-reads.server.ts";
import { inviteKoperasi } from "#app/modules/contracts/invite-koperasi.server.ts";
import { InvitationForm, InvitationTable } from "#app/modules/contracts/ui/invitation-views.tsx";
import { activeOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** The call-off of this trade center; nobody else is told whom it invited. */
async function ownCallOff({ organisation }: Member, callOffId: string | undefined) {
  const shown = await callOffById(organisation.id, callOffId ?? "");
  if (!shown || shown.callOff.hubId !== organisation.id) throw new Missing("contracts.callOffMissing");
  return shown;
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.read");
  const { actor, organisation } = member;
  const { callOff } = await ownCallOff(member, params["callOffId"]);
  const mayInvite = callOff.state === "open" && maySetCapacity(actor, callOff);
  const [invitations, koperasi] = await Promise.all([
    invitationsInto(organisation.id, callOff),
    mayInvite ? activeOrganisations({ kind: "koperasi" }) : [],
  ]);
  const standing = new Set(
    invitations.filter((one) => one.state !== "declined").map((one) => one.koperasiId),
  );
  return {
    slug: organisation.slug,
    callOff: { id: callOff.id, number: callOff.number },
    invitations,
    mayInvite,
    koperasi: koperasi
      .filter((one) => one.cityCode !== organisation.cityCode && !standing.has(one.id))
      .map(({ id, name, regionName }) => ({ value: id, label: `${name} · ${regionName}` })),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.read");
  const { callOff } = await ownCallOff(member, params["callOffId"]);
  return formCommand(await readForm(request), {
    call: member.call,
    command: inviteKoperasi,
    input: (fields) => ({ callOffId: callOff.id, koperasiId: fields.text("koperasiId") }),
    to: () => `/${member.organisation.slug}/panggilan/${callOff.id}/undangan`,
    flash: () => m.contracts_invitation_sent(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_invitations()) }];

export default function Invitations() {
  const { slug, callOff, invitations, mayInvite, koperasi, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.contracts_invitations()}
      lead={m.contracts_invitations_lead()}
      breadcrumbs={[
        { to: `/${slug}/kontrak`, label: m.contracts_title() },
        {
          to: `/${slug}/panggilan/${callOff.id}`,
          label: m.contracts_calloff_breadcrumb({ number: callOff.number }),
        },
      ]}
    >
      <Section tone="flush">
        <InvitationTable invitations={invitations} />
      </Section>
      {mayInvite ? (
        <Section tone="card" title={m.contracts_invitation_new()}>
          {koperasi.length === 0 ? (
            <p className="text-ink-soft">{m.contracts_invitation_nobody()}</p>
          ) : (
            <InvitationForm
              koperasi={koperasi}
              idempotencyKey={key}
              errors={answer?.errors ?? {}}
              values={answer?.values ?? {}}
            />
          )}
        </Section>
      ) : null}
    </Page>
  );
}
