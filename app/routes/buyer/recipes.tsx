import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { trayReckoner } from "#app/modules/menus/menu-board-reads.server.ts";
import { mayKeepMenus } from "#app/modules/menus/menus.policy.ts";
import { portionClasses } from "#app/modules/menus/recipe.ts";
import { dishGroupWord, nutrientAmount, sizeWord } from "#app/modules/menus/ui/menu-words.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "menus.read");
  const { book, figures } = await trayReckoner(organisation, call.at);
  return {
    cards: [...book.values()].map(({ id, name, dishGroup }) => ({
      id,
      name,
      dishGroup,
      figures: figures([id]),
    })),
    mayKeep: mayKeepMenus(actor),
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.menus_recipes_title()) }];

export default function Recipes() {
  const { cards, mayKeep, slug } = useLoaderData<typeof loader>();
  const create = (
    <ButtonLink to={`/${slug}/resep/baru`} icon="plus">
      {m.menus_recipe_new()}
    </ButtonLink>
  );
  return (
    <Page
      title={m.menus_recipes_title()}
      lead={m.menus_recipes_lead()}
      breadcrumbs={[{ to: `/${slug}/menu`, label: m.menus_board_title() }]}
      actions={
        <>
          {mayKeep ? create : null}
          <ButtonLink to={`/${slug}/pangan`} variant="secondary" icon="leaf">
            {m.menus_foods_title()}
          </ButtonLink>
        </>
      }
    >
      <Section tone="flush">
        <DataTable
          caption={m.menus_recipes_title()}
          rows={cards}
          rowKey={(card) => card.id}
          {...(mayKeep ? { rowTo: (card: (typeof cards)[number]) => `/${slug}/resep/${card.id}` } : {})}
          empty={
            <EmptyState
              icon="book"
              title={m.menus_recipes_empty_title()}
              action={mayKeep ? create : undefined}
            >
              {m.menus_recipes_empty_text()}
            </EmptyState>
          }
          columns={[
            { key: "name", header: m.menus_recipe_name(), cell: (card) => card.name },
            {
              key: "group",
              header: m.menus_recipe_group(),
              cell: (card) => dishGroupWord(card.dishGroup),
              deskOnly: true,
            },
            ...portionClasses.map((size) => ({
              key: size,
              header: sizeWord(size),
              align: "end" as const,
              cell: ({ figures }: (typeof cards)[number]) => (
                <>
                  {nutrientAmount("energy", figures[size].nutrition[0]?.tenths ?? 0n)}
                  <span className="block text-sm font-normal text-ink-soft">
                    {rupiah(figures[size].cost.rupiah)}
                  </span>
                </>
              ),
            })),
          ]}
        />
      </Section>
    </Page>
  );
}
