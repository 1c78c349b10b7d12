import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { Missing } from "#app/kernel/errors.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { schoolsEverOf } from "#app/modules/menus/school-reads.server.ts";
import { wasServed } from "#app/modules/oversight/recall.ts";
import {
  lotsOfMeal,
  recallableKitchens,
  recallableLots,
  trailOfLot,
} from "#app/modules/oversight/recall-reads.server.ts";
import { LotTrailView, MealLots } from "#app/modules/oversight/ui/recall.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "recalls.read");
  const { call, actor, organisation } = member;
  const asked = new URL(request.url).searchParams;
  const lotId = asked.get("lot");
  const trail = lotId === null ? null : await trailOfLot(actor, lotId);
  if (lotId !== null && !trail) throw new Missing("oversight.recallMissing");
  const [kitchens, lots] = await Promise.all([recallableKitchens(actor), recallableLots(actor)]);
  const today = dayOf(call.at, organisation.timeZone);
  const day = BusinessDayText.safeDecode(asked.get("hari") ?? "");
  const schools = await schoolsEverOf(kitchens.map(({ id }) => id));
  const school = schools.find(({ id }) => id === asked.get("sekolah")) ?? null;
  const kitchenId = school?.organisationId ?? asked.get("dapur") ?? kitchens[0]?.id ?? "";
  const isAsked = day.success && lotId === null;
  const meal = isAsked ? await lotsOfMeal(actor, { kitchenId, day: day.data }) : null;
  if (isAsked && meal === null) throw new Missing("oversight.recallMissing");
  return {
    slug: organisation.slug,
    kitchens,
    lots,
    schools: schools.map(({ id, name }) => ({ id, name })),
    chosen: { kitchenId, schoolId: school?.id ?? "", day: day.success ? day.data : today },
    meal,
    isServed: school === null || !day.success || wasServed(school, day.data),
    trail,
    mayTrace: may(actor, "invoices.read") || may(actor, "traces.read"),
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_recall()) }];

export default function Recall() {
  const { meal, trail, isServed, kitchens, lots, slug, mayTrace } = useLoaderData<typeof loader>();
  const back = trail ? [{ to: `/${slug}/penarikan`, label: m.oversight_recall() }] : [];
  return (
    <Page
      title={m.oversight_recall()}
      lead={m.oversight_recall_lead()}
      breadcrumbs={back}
      actions={
        trail && mayTrace ? (
          <ButtonLink to={`/${slug}/jejak/${trail.lotId}`} variant="secondary" icon="money">
            {m.oversight_traces()}
          </ButtonLink>
        ) : undefined
      }
    >
      {trail ? <LotTrailView trail={trail} /> : null}
      {trail || kitchens.length === 0 ? null : <MealForm />}
      {isServed ? null : <Callout tone="rice" title={m.oversight_recall_not_served()} />}
      {meal && isServed ? <MealLots lots={meal} slug={slug} /> : null}
      {trail || meal || kitchens.length > 1 ? null : <LotForm />}
      {trail || meal || kitchens.length <= 1 || lots.length === 0 ? null : <LotForm />}
    </Page>
  );
}

function MealForm() {
  const { kitchens, schools, chosen } = useLoaderData<typeof loader>();
  return (
    <Section tone="card" title={m.oversight_recall_meal()}>
      <Form method="get">
        {kitchens.length === 1 ? null : (
          <Select
            name="dapur"
            label={m.oversight_recall_kitchen()}
            defaultValue={chosen.kitchenId}
            options={kitchens.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <FieldRow>
          <DateInput name="hari" label={m.oversight_recall_day()} defaultValue={chosen.day} />
          <Select
            name="sekolah"
            label={m.oversight_recall_school()}
            defaultValue={chosen.schoolId}
            optional
            options={[
              { value: "", label: m.oversight_recall_every_school() },
              ...schools.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </FieldRow>
        <FormActions>
          <SubmitButton icon="search">{m.oversight_recall_follow()}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

function LotForm() {
  const { kitchens, lots } = useLoaderData<typeof loader>();
  if (lots.length === 0)
    return kitchens.length > 0 ? null : (
      <Section tone="card">
        <EmptyState icon="leaf" title={m.oversight_recall_lots()}>
          {m.oversight_recall_lots_none()}
        </EmptyState>
      </Section>
    );
  return (
    <Section tone="card" title={m.oversight_recall_lots()}>
      <Form method="get">
        <Select
          name="lot"
          label={m.oversight_recall_goods()}
          options={lots.map(({ lotId, goodsName, sellerName, harvestedOn }) => ({
            value: lotId,
            label: `${goodsName}, ${sellerName}, ${dateShort(harvestedOn)}`,
          }))}
        />
        <FormActions>
          <SubmitButton icon="search">{m.oversight_recall_follow()}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
