import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { callBy } from "#app/http/actor.server.ts";
import { formCommand, readForm } from "#app/http/form.server.ts";
import { founderOf } from "#app/http/founder.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { beginSession, countRegistration } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { foundOperator, mayFoundOperator } from "#app/modules/identity/found-operator.server.ts";
import { regionLevels } from "#app/modules/regions/region.ts";
import { placeName, regionByCode, searchRegions } from "#app/modules/regions/region-reads.server.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";
import { FounderFields } from "./founder-fields.tsx";
import { RegionSearch } from "./region-search.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_setup_title()) }];

/** Exists only in an empty, real house. */
export const loader = screenLoader(async ({ request }) => {
  if (!(await mayFoundOperator())) throw new Missing("kernel.missing");
  const query = new URL(request.url).searchParams;
  const region = await regionByCode(query.get("wilayah") ?? "");
  if (region) return { region: { code: region.code, place: await placeName(region.code) } };
  const search = query.get("cari")?.trim() ?? "";
  const hits = search === "" ? [] : await searchRegions({ text: search, level: regionLevels.city });
  return { region: null, search, hits };
});

export const action = screenAction(async ({ request, context }) => {
  const form = await readForm(request);
  return formCommand(form, {
    call: callBy({ kind: "anonymous" }),
    command: foundOperator,
    keyed: false,
    input: async () => {
      await countRegistration(context);
      return {
        name: form.text("name"),
        regionCode: form.text("regionCode"),
        address: form.text("address"),
        founder: founderOf(form),
      };
    },
    cookies: async ({ personId }) => [(await beginSession(request, personId)).cookie],
    to: () => "/operator",
    flash: () => m.account_setup_done(),
  });
});

export default function SetUp() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!loaded.region)
    return (
      <CenterPage title={m.account_setup_title()} lead={m.account_setup_lead()}>
        <RegionSearch
          label={m.account_region_city()}
          hint={m.account_region_hint()}
          search={loaded.search}
          hits={loaded.hits}
          kept={{}}
          toOf={(code) => `/penyiapan?${new URLSearchParams({ wilayah: code })}`}
        />
      </CenterPage>
    );
  const field = (name: string) => ({
    name,
    error: answer?.errors[name],
    defaultValue: answer?.values[name],
  });
  return (
    <CenterPage title={m.account_setup_title()} lead={loaded.region.place}>
      <Form>
        <ErrorSummary errors={answer?.errors} />
        <input type="hidden" name="regionCode" value={loaded.region.code} />
        <TextInput {...field("name")} label={m.account_setup_name()} />
        <TextInput {...field("address")} label={m.account_address()} />
        <FounderFields answer={answer} />
        <SubmitButton wide icon="check">
          {m.account_setup_action()}
        </SubmitButton>
      </Form>
    </CenterPage>
  );
}
