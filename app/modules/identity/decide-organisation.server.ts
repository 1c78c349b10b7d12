import { and, eq } from "drizzle-orm";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Call } from "#app/kernel/call.ts";
import { actorName } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { env } from "#app/platform/env.server.ts";
import { queueMail } from "#app/platform/mail-out.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { organisations, verificationDecisions } from "#db/schema/identity.ts";
import {
  organisationRegistered,
  organisationReinstated,
  organisationRejected,
  organisationSuspended,
  organisationVerified,
} from "./identity.events.ts";
import { mayDecideAbout } from "./organisation.policy.ts";
import { type OrganisationEvent, organisationLifecycle } from "./organisation.ts";
import { type Organisation, organisationById, peopleWithRole } from "./organisation-reads.server.ts";
import { rolesHolding } from "./permissions.ts";

const news = {
  verify: organisationVerified,
  reject: organisationRejected,
  resubmit: organisationRegistered,
  suspend: organisationSuspended,
  reinstate: organisationReinstated,
} as const;

/**
 * Refuses whoever may not decide about this organisation. For those who may not decide about anybody it does not even
 * say whether it exists. The house itself may, for its demo world.
 */
export async function permitDecision(tx: Transaction, call: Call, organisationId: string): Promise<void> {
  if (call.actor.kind === "system") return;
  if (call.actor.kind !== "member") throw new Forbidden("kernel.forbidden");
  const [subject, own] = await Promise.all([
    organisationById(organisationId, tx),
    organisationById(call.actor.organisationId, tx),
  ]);
  const may = subject && mayDecideAbout(call.actor, own?.cityCode ?? null, { ...subject, organisationId });
  if (!may) throw subject?.id === own?.id ? new Forbidden("kernel.forbidden") : new Missing("kernel.missing");
}

/**
 * Moves an organisation along its lifecycle in the caller's transaction: the state with its reason, a row of history
 * that nobody can change, the news, and a mail to those who answer for it.
 */
export async function decideOrganisation(
  tx: Transaction,
  call: Call,
  decision: {
    readonly organisationId: string;
    readonly event: OrganisationEvent;
    readonly reason: string | null;
  },
): Promise<void> {
  const organisation = await organisationById(decision.organisationId, tx);
  if (!organisation) throw new Missing("kernel.missing");
  const state = nextState(organisationLifecycle, organisation.state, decision.event, "identity.moved");
  const moved = await tx
    .update(organisations)
    .set({ state, stateReason: decision.reason, stateChangedAt: call.at })
    .where(and(eq(organisations.id, organisation.id), eq(organisations.state, organisation.state)))
    .returning({ id: organisations.id });
  if (moved.length === 0) throw new Conflict("identity.moved", { event: decision.event });
  await tx.insert(verificationDecisions).values({
    id: newId("verification"),
    organisationId: organisation.id,
    event: decision.event,
    reason: decision.reason,
    decidedBy: actorName(call.actor),
    decidedAt: call.at,
  });
  await announce(tx, call, news[decision.event], { organisationId: organisation.id });
  if (decision.event !== "resubmit")
    await tellKeepers(tx, call, organisation, decision.event, decision.reason);
}

async function tellKeepers(
  tx: Transaction,
  call: Call,
  organisation: Organisation,
  event: Exclude<OrganisationEvent, "resubmit">,
  reason: string | null,
): Promise<void> {
  const keepers = await peopleWithRole(organisation.id, rolesHolding("papers.keep"), tx);
  const link = `${env().BASE_URL}/${organisation.slug}`;
  for (const { email, fullName, locale } of keepers) {
    const words = { name: fullName, organisation: organisation.name, reason: reason ?? "", link };
    const said = {
      verify: m.identity_mail_verified_body,
      reject: m.identity_mail_rejected_body,
      suspend: m.identity_mail_suspended_body,
      reinstate: m.identity_mail_reinstated_body,
    }[event];
    await queueMail(tx, call, {
      to: email,
      subject: m.identity_mail_decision_subject({ organisation: organisation.name }, { locale }),
      body: said(words, { locale }),
    });
  }
}
