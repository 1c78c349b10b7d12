import { Link } from "@remix-run/react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";

export type RegionHit = {
  readonly code: string;
  readonly name: string;
  readonly districtName: string | null;
  readonly cityName: string | null;
};

/**
 * Finds a region by name. Many villages share one, so every answer says where it lies and shows its code; choosing one
 * is following a link.
 */
export function RegionSearch({
  label,
  hint,
  search,
  hits,
  toOf,
  kept,
}: {
  readonly label: string;
  readonly hint: string;
  readonly search: string;
  readonly hits: readonly RegionHit[];
  readonly toOf: (code: string) => string;
  /** What else stands in the address and must stay there. */
  readonly kept: Readonly<Record<string, string>>;
}) {
  return (
    <div className="flex flex-col gap-5">
      <Form method="get">
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextInput name="cari" label={label} hint={hint} defaultValue={search} type="search" autoFocus />
        <SubmitButton variant="secondary" icon="search">
          {m.kit_search()}
        </SubmitButton>
      </Form>
      {search === "" ? null : hits.length === 0 ? (
        <p role="status" className="text-ink-soft">
          {m.account_region_none({ search })}
        </p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line">
          {hits.map((hit) => (
            <li key={hit.code}>
              <Link
                to={toOf(hit.code)}
                className="flex min-h-14 items-center gap-3 px-4 py-2.5 hover:bg-sunken"
              >
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold">{hit.name}</span>
                  <span className="block text-sm text-ink-soft">
                    {[hit.districtName, hit.cityName]
                      .filter((part) => part !== null && part !== hit.name)
                      .join(", ")}
                  </span>
                </span>
                <span className="tabular text-sm text-ink-faint">{hit.code}</span>
                <Icon name="chevron" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
