import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { goodsOf } from "./store-writing.server.ts";

/** Goods that are not in the store yet are chosen here; their card takes the count. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "stock.keep");
  const chosen = new URL(request.url).searchParams.get("barang");
  if (chosen !== null) {
    const { commodityCode, gradeCode } = goodsOf(chosen);
    throw redirect(`/${organisation.slug}/gudang-dapur/${commodityCode}.${gradeCode}`);
  }
  const goods = (await fullCommodities()).flatMap((commodity) =>
    commodity.grades.map((grade) => ({
      value: `${commodity.code}.${grade.code}`,
      label: `${commodity.name} ${grade.name}`,
    })),
  );
  return { slug: organisation.slug, goods };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.stock_count_other_title()) }];

export default function StorePick() {
  const { slug, goods } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.stock_count_other_title()}
      lead={m.stock_count_lead()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/gudang-dapur`, label: m.stock_title() }]}
    >
      <Section tone="card">
        <Form method="get">
          <Select name="barang" label={m.stock_goods()} options={goods} />
          <FormActions>
            <SubmitButton icon="arrow">{m.stock_count_title()}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </Page>
  );
}
