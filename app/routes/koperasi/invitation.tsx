import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong, packs } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { answerInvitation } from "#app/modules/contracts/answer-invitation.server.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { mayDeclareCapacity } from "#app/modules/contracts/contract.policy.ts";
import { invitationOf } from "#app/modules/contracts/invitation-reads.server.ts";
import { CallOffFigures, CallOffPrice } from "#app/modules/contracts/ui/call-off-figures.tsx";
import { InvitationAnswer } from "#app/modules/contracts/ui/invitation-views.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** A trade center of another city asks this koperasi to come along: what is called off, and yes or no. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "allotments.read",
  );
  const callOffId = params["callOffId"] ?? "";
  const [shown, invitation] = await Promise.all([
    callOffById(organisation.id, callOffId),
    invitationOf(callOffId, organisation.id),
  ]);
  if (!shown || !invitation) throw new Missing("contracts.callOffMissing");
  const isOpen = shown.callOff.state === "open";
  return {
    ...shown,
    state: invitation.state,
    isOpen,
    mayAnswer: isOpen && invitation.state === "invited" && mayDeclareCapacity(actor),
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "allotments.read");
  const form = await readForm(request);
  const callOffId = params["callOffId"] ?? "";
  const isYes = form.text("intent") === "accept";
  return formCommand(form, {
    call,
    command: answerInvitation,
    input: (fields) => ({
      callOffId,
      answer: fields.text("intent"),
      reason: fields.text("reason"),
    }),
    to: () => (isYes ? `/${organisation.slug}/jatah/${callOffId}` : `/${organisation.slug}/jatah`),
    flash: () => (isYes ? m.contracts_invitation_accepted_done() : m.contracts_invitation_declined_done()),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_invitation_title()) }];

export default function Invitation() {
  const loaded = useLoaderData<typeof loader>();
  const { callOff, slug, packUnit } = loaded;
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.contracts_calloff_title({
        goods: loaded.commodityName,
        packs: packs(callOff.packs, packUnit),
      })}
      lead={m.contracts_invitation_lead({ hub: loaded.hubName, day: dateLong(callOff.deliveryDay) })}
      breadcrumbs={[{ to: `/${slug}/jatah`, label: m.allotment_title() }]}
    >
      {loaded.mayAnswer ? (
        <Section tone="card" title={m.contracts_invitation_title()} lead={m.contracts_invitation_means()}>
          <InvitationAnswer
            idempotencyKey={loaded.key}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        </Section>
      ) : (
        <Callout
          actions={
            loaded.state === "accepted" ? (
              <ButtonLink to={`/${slug}/jatah/${callOff.id}`} variant="secondary" icon="split">
                {m.contracts_invitation_to_share()}
              </ButtonLink>
            ) : undefined
          }
        >
          {loaded.state === "accepted"
            ? m.contracts_invitation_stands()
            : loaded.isOpen
              ? m.contracts_invitation_others()
              : m.contracts_invitation_over()}
        </Callout>
      )}
      <CallOffFigures
        callOff={callOff}
        packUnit={packUnit}
        baseUnit={loaded.baseUnit}
        taken={null}
        now={loaded.now}
        zone={loaded.zone}
      />
      <CallOffPrice because={callOff.priceBecause} note={callOff.note} cooling={callOff.cooling} />
    </Page>
  );
}
