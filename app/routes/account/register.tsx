import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { callBy, personOf } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { founderOf } from "#app/http/founder.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { beginSession, countRegistration } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type RegistrableKind, registrableKinds } from "#app/modules/identity/organisation.schema.ts";
import { activeOrganisations, organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { registerOrganisation } from "#app/modules/identity/register-organisation.server.ts";
import { cityCodeOf, regionLevels } from "#app/modules/regions/region.ts";
import { placeName, regionByCode, searchRegions } from "#app/modules/regions/region-reads.server.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";
import { Steps } from "#app/ui/layout/steps.tsx";
import { RegionSearch } from "./region-search.tsx";
import { KindStep, OrganisationStep } from "./register-steps.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_register_title()) }];

/** A koperasi and a kitchen stand in a kelurahan; the others are at home in a city. */
function levelOf(kind: RegistrableKind) {
  return kind === "koperasi" || kind === "kitchen" ? regionLevels.village : regionLevels.city;
}

/** Where one is follows from the address alone, so that every step works as a plain page. */
export const loader = screenLoader(async ({ request }: LoaderFunctionArgs) => {
  const query = new URL(request.url).searchParams;
  const signedIn = await personOf(request);
  const kind = registrableKinds.find((candidate) => candidate === query.get("jenis"));
  const person = signedIn && { fullName: signedIn.person.fullName };
  if (!kind) return { step: "kind" as const, person };
  const region = await regionByCode(query.get("wilayah") ?? "");
  if (!region || region.level < levelOf(kind)) {
    const search = query.get("cari")?.trim() ?? "";
    const hits = search === "" ? [] : await searchRegions({ text: search, level: levelOf(kind) });
    return { step: "region" as const, person, kind, search, hits };
  }
  const cityCode = cityCodeOf(region.code) ?? region.code;
  const foundations = kind === "kitchen" ? await activeOrganisations({ kind: "foundation", cityCode }) : [];
  return {
    step: "organisation" as const,
    person,
    kind,
    regionCode: region.code,
    place: await placeName(region.code),
    regionName: region.name,
    foundations: foundations.map(({ id, name }) => ({ value: id, label: name })),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, context }) => {
  const form = await readForm(request);
  const signedIn = await personOf(request);
  return formCommand(form, {
    call: signedIn?.call ?? callBy({ kind: "anonymous" }),
    command: registerOrganisation,
    keyed: signedIn !== null,
    input: async () => {
      await countRegistration(context);
      return {
        kind: form.text("kind"),
        name: form.text("name"),
        regionCode: form.text("regionCode"),
        address: form.text("address"),
        phone: form.text("phone"),
        registryNumber: form.text("registryNumber"),
        deedNumber: form.text("deedNumber"),
        businessNumber: form.text("businessNumber"),
        taxNumber: form.text("taxNumber"),
        memberCount: form.text("memberCount"),
        smallPortions: form.text("smallPortions"),
        largePortions: form.text("largePortions"),
        foundationId: form.text("foundationId"),
        founder: signedIn ? undefined : founderOf(form),
      };
    },
    cookies: async ({ personId }) =>
      signedIn || personId === null ? [] : [(await beginSession(request, personId)).cookie],
    to: async ({ organisationId }) =>
      `/${(await organisationById(organisationId))?.slug ?? "pilih"}/organisasi`,
    flash: () => m.account_register_done(),
  });
});

export default function Register() {
  const loaded = useLoaderData<typeof loader>();
  const steps = [
    m.account_register_step_kind(),
    m.account_register_step_region(),
    m.account_register_step_facts(),
  ];
  const current = { kind: 0, region: 1, organisation: 2 }[loaded.step];
  return (
    <SiteShell>
      <Page width="narrow" title={m.account_register_title()} lead={m.account_register_lead()}>
        <Steps steps={steps} current={current} />
        <Section tone="card">
          {loaded.step === "kind" ? <KindStep /> : null}
          {loaded.step === "region" ? (
            <RegionSearch
              label={
                levelOf(loaded.kind) === regionLevels.village
                  ? m.account_region_village()
                  : m.account_region_city()
              }
              hint={m.account_region_hint()}
              search={loaded.search}
              hits={loaded.hits}
              kept={{ jenis: loaded.kind }}
              toOf={(code) => `/daftar?${new URLSearchParams({ jenis: loaded.kind, wilayah: code })}`}
            />
          ) : null}
          {loaded.step === "organisation" ? <OrganisationStep {...loaded} /> : null}
        </Section>
        {loaded.person === null ? (
          <p className="text-center text-ink-soft">
            {m.account_register_known()}{" "}
            <Link to="/masuk?ke=/daftar" className="font-semibold text-leaf-700 underline underline-offset-4">
              {m.account_sign_in_title()}
            </Link>
          </p>
        ) : null}
      </Page>
    </SiteShell>
  );
}
