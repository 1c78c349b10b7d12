import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { mayAgreeToClosing, mayRefuseClosing } from "#app/modules/accountability/accountability.policy.ts";
import { agreeToClosing, askClosing, refuseClosing } from "#app/modules/accountability/close-books.server.ts";
import { closingGround, isClosable } from "#app/modules/accountability/closing-ground-reads.server.ts";
import {
  AskClosingForm,
  ClosingChecks,
  ClosingTable,
  DecideClosingForms,
} from "#app/modules/accountability/ui/closing-views.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { closedThrough, closingsOf } from "#app/modules/ledger/closing-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const closings = await closingsOf(organisation.id);
  const ground = await closingGround(organisation.id, call.at);
  const waiting = closings.find(({ state }) => state === "asked") ?? null;
  return {
    through: await closedThrough(organisation.id),
    ground,
    closings: closings.filter(({ state }) => state !== "asked"),
    waiting,
    mayAsk: waiting === null && may(actor, "closings.ask") && isClosable(ground),
    mayAgree: waiting !== null && mayAgreeToClosing(actor, waiting),
    mayRefuse: waiting !== null && mayRefuseClosing(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/tutup-buku`;
  const closingId = form.text("closingId");
  switch (form.text("intent")) {
    case "agree":
      return formCommand(form, {
        call,
        to,
        command: agreeToClosing,
        input: () => ({ closingId }),
        flash: () => m.accountability_closing_closed_done(),
      });
    case "refuse":
      return formCommand(form, {
        call,
        to,
        command: refuseClosing,
        input: (fields) => ({ closingId, reason: fields.text("reason") }),
        flash: () => m.accountability_closing_refused_done(),
      });
    default:
      return formCommand(form, {
        call,
        to,
        command: askClosing,
        input: () => ({}),
        flash: () => m.accountability_closing_asked_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.accountability_closing_title()) }];

export default function CloseBooks() {
  const { through, ground, closings, waiting, mayAsk, mayAgree, mayRefuse, slug, key } =
    useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  return (
    <Page
      title={m.accountability_closing_title()}
      lead={
        through === null
          ? m.accountability_closing_never()
          : m.accountability_closing_through({ day: date(through) })
      }
      breadcrumbs={[{ to: `/${slug}/buku`, label: m.ledger_title() }]}
      width="narrow"
    >
      <ErrorSummary errors={errors} />
      {ground === null ? (
        <Callout tone="neutral" title={m.ledger_empty_title()} />
      ) : (
        <ClosingChecks ground={ground} slug={slug} />
      )}
      {mayAsk && ground !== null ? <AskClosingForm through={ground.through} idempotencyKey={key} /> : null}
      {waiting === null ? null : (
        <DecideClosingForms
          closing={waiting}
          mayAgree={mayAgree}
          mayRefuse={mayRefuse}
          idempotencyKey={key}
          errors={errors}
        />
      )}
      <ClosingTable closings={closings} />
    </Page>
  );
}
