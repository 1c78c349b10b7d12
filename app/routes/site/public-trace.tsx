import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateLong, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { PARTIES_MIN, type PublicDay } from "#app/modules/oversight/public-trace.ts";
import { publicTraceFor } from "#app/modules/oversight/public-trace-reads.server.ts";
import { worthOf } from "#app/modules/oversight/trace.ts";
import { groupNames } from "#app/modules/oversight/ui/public-groups.ts";
import { TraceFlow } from "#app/modules/oversight/ui/trace-views.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** The money of one day in one city, for anybody and about nobody by name. */
export const loader = screenLoader(async ({ request }: LoaderFunctionArgs) => {
  const asked = new URL(request.url).searchParams;
  const day = asked.get("hari");
  return { ...(await publicTraceFor({ cityCode: asked.get("kota"), day })), isNewest: day === null };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_public()) }];

export default function PublicTrace() {
  const { cities, city, day, claimed, paid, isNewest } = useLoaderData<typeof loader>();
  return (
    <SiteShell>
      <div className="mx-auto flex max-w-5xl flex-col gap-6 px-4 py-8 sm:px-6">
        <header>
          <h1 className="text-2xl font-extrabold">{m.oversight_public()}</h1>
          <p className="mt-1.5 max-w-prose text-ink-soft">{m.oversight_public_lead()}</p>
        </header>
        {city === null ? (
          <EmptyState icon="money" title={m.oversight_public_none()}>
            {m.oversight_public_none_text()}
          </EmptyState>
        ) : (
          <Section tone="card">
            <Form method="get" key={`${city.code} ${day}`}>
              <FieldRow>
                <Select
                  name="kota"
                  label={m.oversight_public_city()}
                  defaultValue={city.code}
                  options={cities.map(({ code, name }) => ({ value: code, label: name }))}
                />
                <DateInput name="hari" label={m.oversight_public_day()} defaultValue={day ?? ""} />
              </FieldRow>
              <FormActions>
                <SubmitButton icon="search">{m.oversight_public_show()}</SubmitButton>
              </FormActions>
            </Form>
          </Section>
        )}
        {city === null ? null : claimed === null && paid === null ? (
          <EmptyState
            icon="money"
            title={m.oversight_public_empty()}
            action={
              isNewest ? undefined : (
                <ButtonLink
                  to={`/jejak-rupiah?${new URLSearchParams({ kota: city.code })}`}
                  variant="secondary"
                  icon="clock"
                >
                  {m.oversight_public_newest()}
                </ButtonLink>
              )
            }
          >
            {m.oversight_public_empty_text({ count: whole(PARTIES_MIN) })}
          </EmptyState>
        ) : (
          <>
            <div className="flex flex-wrap items-center justify-between gap-3">
              <h2 className="text-lg font-extrabold">
                {`${city.name}, ${day === null ? "" : dateLong(day)}`}
              </h2>
              <ButtonLink
                to={`/jejak-rupiah.csv?${new URLSearchParams({ kota: city.code, hari: day ?? "" })}`}
                size="small"
                variant="secondary"
                icon="download"
                external
              >
                {m.oversight_trace_file()}
              </ButtonLink>
            </div>
            <DaySide title={m.oversight_public_claimed()} sums={m.oversight_public_sums()} told={claimed} />
            <DaySide
              title={m.oversight_public_paid()}
              text={m.oversight_public_paid_text()}
              sums={m.oversight_public_paid_sums()}
              told={paid}
            />
          </>
        )}
      </div>
    </SiteShell>
  );
}

type DaySideProps = {
  readonly title: string;
  readonly text?: string | undefined;
  /** What the kitchens' part of it is called. */
  readonly sums: string;
  readonly told: PublicDay | null;
};

/** What was claimed, or what was paid: between kinds of parties. */
function DaySide({ title, text, sums, told }: DaySideProps) {
  return (
    <Section tone="card" title={title}>
      {text === undefined ? null : <p className="mb-3 max-w-prose text-ink-soft">{text}</p>}
      {told === null ? (
        <p>{m.oversight_public_empty_text({ count: whole(PARTIES_MIN) })}</p>
      ) : (
        <>
          <p className="mb-4 font-bold">
            {`${sums}: ${rupiah(worthOf(told.bands.filter((band) => band.from === "kitchen")))}`}
          </p>
          <TraceFlow bands={told.bands} names={groupNames(told.counts)} />
        </>
      )}
    </Section>
  );
}
