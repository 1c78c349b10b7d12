import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { today } from "#app/http/today.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { categoryWord } from "#app/modules/catalogue/ui/category-word.ts";
import { publicProfile } from "#app/modules/oversight/e-katalog-reads.server.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** A koperasi for anybody: who it is and what it sells. What it asks is for buyers who signed in. */
export const loader = screenLoader(async ({ params }: LoaderFunctionArgs) => {
  const profile = await publicProfile(params["slug"] ?? "", today());
  if (!profile) throw new Missing("kernel.missing");
  return { profile };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.profile.name ?? m.oversight_profile_title()) },
  ...(data?.profile.isDemo === false ? [] : [{ name: "robots", content: "noindex" }]),
];

export default function KoperasiProfile() {
  const { profile } = useLoaderData<typeof loader>();
  const categories = [...new Set(profile.goods.map(({ category }) => category))];
  return (
    <SiteShell>
      <div className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-8 sm:px-6">
        <header className="flex flex-col gap-1.5">
          <h1 className="text-2xl font-extrabold">{profile.name}</h1>
          <p className="text-ink-soft">{`${profile.village}, ${profile.city}`}</p>
          <p className="flex flex-wrap gap-2">
            <Badge tone="leaf" icon="check">
              {m.oversight_profile_verified()}
            </Badge>
            {profile.isDemo ? <Badge tone="rice">{m.oversight_profile_demo()}</Badge> : null}
          </p>
        </header>
        {profile.goods.length === 0 ? (
          <EmptyState icon="leaf" title={m.oversight_profile_empty()}>
            {m.oversight_profile_empty_text()}
          </EmptyState>
        ) : (
          categories.map((category) => (
            <Section key={category} tone="card" title={categoryWord(category)}>
              <ul className="flex flex-col divide-y divide-line">
                {profile.goods
                  .filter((goods) => goods.category === category)
                  .map((goods) => (
                    <li
                      key={`${goods.title} ${goods.unit}`}
                      className="flex flex-wrap items-baseline justify-between gap-2 py-2.5 first:pt-0 last:pb-0"
                    >
                      <span className="min-w-0">
                        <span className="block font-semibold">{goods.title}</span>
                        <span className="block text-sm text-ink-soft">
                          {[`${goods.commodity} ${goods.grade}`, goods.unit, goods.origins.join(", ")]
                            .filter(Boolean)
                            .join(" · ")}
                        </span>
                      </span>
                      <Badge tone={goods.isThere ? "leaf" : "neutral"}>
                        {goods.isThere ? m.oversight_profile_there() : m.oversight_profile_later()}
                      </Badge>
                    </li>
                  ))}
              </ul>
            </Section>
          ))
        )}
        <p className="text-ink-soft">{m.oversight_profile_prices()}</p>
        <ButtonLink to="/masuk" icon="basket">
          {m.oversight_profile_sign_in()}
        </ButtonLink>
      </div>
    </SiteShell>
  );
}
