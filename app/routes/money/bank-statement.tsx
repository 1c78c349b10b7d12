import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formAnswer, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { lookAt, sheetsOfStatement, statementOf } from "#app/modules/payments/statement-reads.server.ts";
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
  const { call, organisation } = await requirePermission(request, params["workspace"], "payments.verify");
  const statement = await statementOf(organisation.id, params["statementId"] ?? "");
  if (!statement) throw new Missing("payments.statementMissing");
  const looked = await lookAt(await sheetsOfStatement(statement.id), {
    ...statement,
    today: dayOf(call.at, organisation.timeZone),
  });
  return { statement, looked, zone: organisation.timeZone, slug: organisation.slug, key: newReceiptKey() };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payments.verify");
  const form = await readForm(request);
  try {
    await countStatement({ ...call, key: form.text("_key") ?? null }, params["statementId"] ?? "");
  } catch (error) {
    return formAnswer(error, form);
  }
  throw redirect(`/${organisation.slug}/rekening-koran`, 303);
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_bank_import()) }];

export default function BankStatement() {
  const { statement, looked, zone, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={statement.fileName}
      breadcrumbs={[
        { to: `/${slug}/rekening-koran`, label: m.payments_bank_title() },
        { to: `/${slug}/rekening-koran/impor`, label: m.payments_bank_import() },
      ]}
    >
      <StatementWarnings looked={looked} />
      <Section tone="card">
        <StatementFacts statement={statement} looked={looked} zone={zone} />
        <div className="mt-4 grid gap-3">
          <ErrorSummary errors={answer?.errors} />
          <p>
            {m.payments_bank_counts({
              added: whole(looked.added.length),
              known: whole(looked.knownCount),
              faulty: whole(looked.faults.length),
            })}
          </p>
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
