import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { redirectWithFlash } from "#app/http/flash.server.ts";
import { formAnswer, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import {
  countedElsewhere,
  lookAt,
  sheetsOfStatement,
  statementOf,
} from "#app/modules/payments/statement-reads.server.ts";
import {
  StatementFacts,
  StatementRows,
  StatementWarnings,
} from "#app/modules/payments/ui/statement-views.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** What a statement holds beside what its account knows: looked at before anything of it counts, as often as one likes. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "statements.keep");
  const statement = await statementOf(organisation.id, params["statementId"] ?? "");
  if (!statement) throw new Missing("payments.statementMissing");
  const today = dayOf(call.at, organisation.timeZone);
  const [looked, elsewhere] = await Promise.all([
    sheetsOfStatement(statement.id).then((grids) => lookAt(grids, { ...statement, today })),
    countedElsewhere(statement),
  ]);
  return {
    statement,
    looked,
    elsewhere,
    zone: organisation.timeZone,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "statements.keep");
  const form = await readForm(request);
  let counted: Awaited<ReturnType<typeof countStatement>>;
  try {
    const keyed = { ...call, key: form.text("_key") ?? null };
    counted = await countStatement(keyed, params["statementId"] ?? "");
  } catch (error) {
    return formAnswer(error, form);
  }
  throw redirectWithFlash(`/${organisation.slug}/rekening-koran`, {
    text: m.payments_bank_counted_flash({ added: whole(counted.added), known: whole(counted.known) }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_bank_import()) }];

export default function BankStatement() {
  const { statement, looked, elsewhere, zone, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={statement.fileName}
      breadcrumbs={[
        { to: `/${slug}/rekening-koran`, label: m.payments_bank_title() },
        { to: `/${slug}/rekening-koran/impor`, label: m.payments_bank_import() },
      ]}
    >
      <StatementWarnings looked={looked} elsewhere={elsewhere} />
      <Section tone="card">
        <StatementFacts statement={statement} looked={looked} zone={zone} />
        <div className="mt-4 grid gap-3">
          <ErrorSummary errors={answer?.errors} />
          <p>
            {m.payments_bank_counts({
              added: whole(looked.added.length),
              known: whole(looked.known.length),
              faulty: whole(looked.faults.length),
            })}
          </p>
          {looked.known.length > 0 ? (
            <p>{m.payments_bank_not_twice({ known: whole(looked.known.length) })}</p>
          ) : null}
          {looked.added.length > 0 ? (
            <Form idempotencyKey={key}>
              <FormActions>
                <SubmitButton icon="check" name="intent" value="count">
                  {m.payments_bank_count_action({ count: whole(looked.added.length) })}
                </SubmitButton>
              </FormActions>
            </Form>
          ) : (
            <p className="font-semibold">{m.payments_bank_nothing_new()}</p>
          )}
        </div>
      </Section>
      <StatementRows looked={looked} />
    </Page>
  );
}
