import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { requireLinkFor } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong, dueTime, quantity, rupiah, time } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { Missing } from "#app/kernel/errors.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { answerHarvest } from "#app/modules/catalogue/answer-harvest.server.ts";
import { isAskOpen } from "#app/modules/catalogue/harvest-ask.ts";
import { askOfLink, type HarvestAsk } from "#app/modules/catalogue/harvest-reads.server.ts";
import { HarvestAnswerForms } from "#app/modules/catalogue/ui/harvest-answer-forms.tsx";
import { clockOf } from "#app/modules/identity/organisation-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";
import { linkMeta } from "./link-meta.ts";
import { LinkOver } from "./link-over.tsx";

/** Opened once, on whatever phone there is: the page brings no script along. */
export const handle = { withoutScript: true };

type LinkArgs = Pick<LoaderFunctionArgs, "params" | "context">;

async function opened({ params, context }: LinkArgs) {
  const visit = await requireLinkFor(context, params["token"], "harvest");
  const asked = await askOfLink(visit.actor);
  if (!asked) throw new Missing("identity.linkOver");
  return { ...visit, asked };
}

/** What a producer's link opens: one question of one seller. Nothing else can be done with it. */
export const loader = screenLoader(async ({ params, context }: LoaderFunctionArgs) => {
  const { asked, call, organisationId } = await opened({ params, context });
  return {
    question: questionOf(asked),
    isOpen: isAskOpen(asked.ask, call.at),
    now: call.at,
    zone: await clockOf(organisationId),
    key: newReceiptKey(),
  };
});

/** What the producer is told, and nothing of the rows behind it. */
function questionOf({ ask, producer, sellerName, commodity, unit, basePerUnit }: HarvestAsk) {
  const { quantityBase, priceRupiah, payDays, onDay, bringBy, note, promisedBase } = ask;
  return {
    producer,
    sellerName,
    commodity,
    unit,
    basePerUnit,
    quantityBase,
    priceRupiah,
    payDays,
    onDay,
    bringBy,
    note,
    promisedBase,
  };
}

export const action = screenAction(async ({ request, params, context }: ActionFunctionArgs) => {
  const { asked, call } = await opened({ params, context });
  return formCommand(await readForm(request), {
    call,
    command: answerHarvest,
    input: (fields) => ({ askId: asked.ask.id, promisedBase: saidIn(fields, asked) }),
    fieldNames: { promisedBase: "quantity" },
    to: () => `/t/panen/${params["token"]}`,
  });
});

function saidIn(form: FormFields, { ask, basePerUnit }: HarvestAsk): string | undefined {
  switch (form.text("intent")) {
    case "all":
      return ask.quantityBase.toString();
    case "none":
      return "0";
    default: {
      const text = form.text("quantity");
      return text && (parseQuantity(text, basePerUnit)?.toString() ?? text);
    }
  }
}

export const meta: MetaFunction = () => linkMeta(pageTitle(m.catalogue_ask_link_title()));

export default function HarvestQuestion() {
  const { question, isOpen, now, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { unit, basePerUnit } = question;
  const amount = quantity(question.quantityBase, unit, basePerUnit);
  return (
    <CenterPage
      title={m.catalogue_ask_question({ quantity: amount, commodity: question.commodity })}
      lead={m.catalogue_ask_from({ seller: question.sellerName, name: question.producer })}
      footer={m.catalogue_ask_not_you({ name: question.producer })}
    >
      <div className="flex flex-col gap-6">
        <Answered question={question} isOpen={isOpen} />
        <Facts
          facts={[
            { label: m.catalogue_ask_fact_day(), value: dateLong(question.onDay) },
            { label: m.catalogue_ask_fact_by(), value: time(question.bringBy, zone) },
            {
              label: m.catalogue_ask_fact_price(),
              value: `${rupiah(question.priceRupiah)} ${m.catalogue_ask_per({ unit })}`,
            },
            {
              label: m.catalogue_ask_fact_worth({ quantity: amount }),
              value: rupiah(priceOf(question.quantityBase, question.priceRupiah, basePerUnit)),
            },
            {
              label: m.catalogue_ask_fact_paid(),
              value: m.catalogue_ask_paid_after({ days: question.payDays }),
            },
            ...(question.note === null ? [] : [{ label: m.catalogue_ask_note(), value: question.note }]),
          ]}
        />
        {isOpen ? (
          <>
            <HarvestAnswerForms
              askedBase={question.quantityBase}
              unit={unit}
              basePerUnit={basePerUnit}
              idempotencyKey={key}
              errors={answer?.errors ?? {}}
              values={answer?.values ?? {}}
            />
            <p className="text-sm text-ink-soft">
              {m.catalogue_ask_until({ time: dueTime(question.bringBy, now, zone) })}
            </p>
          </>
        ) : null}
      </div>
    </CenterPage>
  );
}

/** What the producer has said so far, in words that leave no doubt. */
function Answered({
  question,
  isOpen,
}: {
  readonly question: ReturnType<typeof questionOf>;
  readonly isOpen: boolean;
}) {
  const { promisedBase, unit, basePerUnit } = question;
  if (promisedBase === null) return isOpen ? null : <Callout tone="rice" title={m.catalogue_ask_closed()} />;
  const change = isOpen ? m.catalogue_ask_change() : undefined;
  if (promisedBase === 0n)
    return (
      <Callout tone="neutral" title={m.catalogue_ask_said_no()}>
        {change}
      </Callout>
    );
  return (
    <Callout
      tone="leaf"
      title={m.catalogue_ask_said({ quantity: quantity(promisedBase, unit, basePerUnit) })}
    >
      {change}
    </Callout>
  );
}

export const ErrorBoundary = LinkOver;
