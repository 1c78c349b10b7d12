import type { MetaFunction } from "@remix-run/node";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";

export const meta: MetaFunction = () => [
  { title: m.site_title() },
  { name: "description", content: m.site_description() },
];

export default function Landing() {
  return (
    <SiteShell
      actions={
        <ButtonLink to="/masuk" variant="secondary" size="small">
          {m.site_sign_in()}
        </ButtonLink>
      }
    >
      <Hero />
      <Day />
      <People />
      <Promises />
      <Closing />
    </SiteShell>
  );
}

function Hero() {
  return (
    <section className="terraces border-b border-line">
      <div className="mx-auto grid max-w-6xl items-center gap-10 px-4 py-12 sm:px-6 sm:py-16 lg:grid-cols-[minmax(0,1fr)_25rem] lg:gap-16 lg:py-24">
        <div>
          <h1 className="max-w-xl text-4xl font-extrabold tracking-tight sm:text-5xl">
            {m.site_hero_title()}
          </h1>
          <p className="mt-5 max-w-xl text-lg text-ink-soft">{m.site_hero_lead()}</p>
          <div className="mt-8 flex flex-col gap-3 sm:flex-row">
            <ButtonLink to="/daftar" icon="arrow">
              {m.site_register()}
            </ButtonLink>
            <ButtonLink to="/masuk" variant="secondary">
              {m.site_sign_in()}
            </ButtonLink>
          </div>
          <p className="mt-5 flex items-center gap-2 text-sm text-ink-soft">
            <span className="text-leaf-600">
              <Icon name="shield" />
            </span>
            {m.site_hero_note()}
          </p>
        </div>
        <ExampleReceipt />
      </div>
    </section>
  );
}

const PAID = 480_000n;

/** One made-up order, marked as such: the product's promise in a picture, and a sum that a reader can check. */
function ExampleReceipt() {
  const parts = [
    { label: m.site_example_farmers(), amount: 408_000n, fill: "bg-leaf-500", icon: "leaf" },
    { label: m.site_example_koperasi(), amount: 24_000n, fill: "bg-leaf-300", icon: "store" },
    { label: m.site_example_freight(), amount: 48_000n, fill: "bg-rice-300", icon: "truck" },
  ] as const;
  return (
    <figure className="relative rounded-xl border border-line bg-card p-5 shadow-raised sm:p-6">
      <figcaption className="flex items-center justify-between gap-3">
        <span className="font-bold">{m.site_example_title()}</span>
        <Badge tone="rice" icon="eye">
          {m.site_example_mark()}
        </Badge>
      </figcaption>
      <div className="mt-4 flex items-end justify-between gap-4 border-b border-dashed border-line-strong pb-4">
        <div>
          <p className="font-semibold">{m.site_example_order()}</p>
          <p className="text-sm text-ink-faint">{m.site_example_price()}</p>
        </div>
        <div className="text-right">
          <p className="text-sm text-ink-faint">{m.site_example_total()}</p>
          <p className="tabular text-xl font-extrabold">{rupiah(PAID)}</p>
        </div>
      </div>
      <div className="mt-5 flex h-3 gap-0.5 overflow-hidden rounded-full" aria-hidden="true">
        {parts.map((part) => (
          <span
            key={part.label}
            className={part.fill}
            style={{ width: `${(Number(part.amount) / Number(PAID)) * 100}%` }}
          />
        ))}
      </div>
      <dl className="mt-3">
        {parts.map((part) => (
          <div key={part.label} className="flex items-center justify-between gap-3 py-2">
            <dt className="flex items-center gap-3">
              <span
                className={`grid size-8 place-items-center rounded-full text-ink ${part.fill} ${part.icon === "leaf" ? "text-white" : ""}`}
              >
                <Icon name={part.icon} size={18} />
              </span>
              {part.label}
            </dt>
            <dd className="tabular font-bold">{rupiah(part.amount)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex items-start gap-2 border-t border-line pt-4 text-sm text-ink-soft">
        <span className="text-leaf-600">
          <Icon name="check" size={18} />
        </span>
        {m.site_example_footer()}
      </p>
    </figure>
  );
}

function Day() {
  const steps: { readonly title: string; readonly text: string; readonly icon: IconName }[] = [
    { title: m.site_step_1_title(), text: m.site_step_1_text(), icon: "basket" },
    { title: m.site_step_2_title(), text: m.site_step_2_text(), icon: "split" },
    { title: m.site_step_3_title(), text: m.site_step_3_text(), icon: "scale" },
  ];
  return (
    <section className="mx-auto max-w-6xl px-4 py-14 sm:px-6 lg:py-20">
      <h2 className="text-2xl font-extrabold sm:text-3xl">{m.site_steps_title()}</h2>
      <ol className="mt-8 grid gap-8 md:grid-cols-3 md:gap-10">
        {steps.map((step, at) => (
          <li key={step.title} className="flex gap-4 md:flex-col">
            <span className="relative grid size-14 shrink-0 place-items-center rounded-full bg-leaf-600 text-white">
              <Icon name={step.icon} size={26} />
              <span className="tabular absolute -right-1 -bottom-1 grid size-6 place-items-center rounded-full border-2 border-paper bg-rice-300 text-xs font-extrabold text-ink">
                {at + 1}
              </span>
            </span>
            <div>
              <h3 className="text-lg font-bold">{step.title}</h3>
              <p className="mt-1 text-ink-soft">{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function People() {
  const people: { readonly name: string; readonly text: string; readonly icon: IconName }[] = [
    { name: m.site_people_koperasi(), text: m.site_people_koperasi_text(), icon: "store" },
    { name: m.site_people_kitchen(), text: m.site_people_kitchen_text(), icon: "basket" },
    { name: m.site_people_hub(), text: m.site_people_hub_text(), icon: "truck" },
    { name: m.site_people_bumd(), text: m.site_people_bumd_text(), icon: "building" },
    { name: m.site_people_agency(), text: m.site_people_agency_text(), icon: "chart" },
    { name: m.site_people_farmer(), text: m.site_people_farmer_text(), icon: "chat" },
  ];
  return (
    <section className="border-y border-line bg-sunken">
      <div className="mx-auto max-w-6xl px-4 py-14 sm:px-6 lg:py-20">
        <h2 className="text-2xl font-extrabold sm:text-3xl">{m.site_people_title()}</h2>
        <ul className="mt-8 grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-2 lg:grid-cols-3">
          {people.map((one) => (
            <li key={one.name} className="bg-card p-5 sm:p-6">
              <span className="text-leaf-600">
                <Icon name={one.icon} size={28} />
              </span>
              <h3 className="mt-3 font-bold">{one.name}</h3>
              <p className="mt-1 text-ink-soft">{one.text}</p>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Promises() {
  const promises = [
    [m.site_promise_1_title(), m.site_promise_1_text()],
    [m.site_promise_2_title(), m.site_promise_2_text()],
    [m.site_promise_3_title(), m.site_promise_3_text()],
    [m.site_promise_4_title(), m.site_promise_4_text()],
  ] as const;
  return (
    <section className="mx-auto grid max-w-6xl gap-8 px-4 py-14 sm:px-6 lg:grid-cols-[18rem_minmax(0,1fr)] lg:py-20">
      <h2 className="text-2xl font-extrabold sm:text-3xl">{m.site_promises_title()}</h2>
      <dl className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {promises.map(([title, text]) => (
          <div key={title} className="border-t-2 border-leaf-600 pt-3">
            <dt className="font-bold">{title}</dt>
            <dd className="mt-1 text-ink-soft">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Closing() {
  return (
    <section className="px-4 pb-14 sm:px-6 lg:pb-20">
      <div className="mx-auto flex max-w-6xl flex-col items-start gap-6 rounded-xl bg-leaf-800 px-6 py-10 text-white sm:px-10 lg:flex-row lg:items-center lg:justify-between lg:py-12">
        <div className="max-w-2xl">
          <h2 className="text-2xl font-extrabold">{m.site_closing_title()}</h2>
          <p className="mt-2 text-leaf-100">{m.site_closing_text()}</p>
        </div>
        <ButtonLink to="/daftar" variant="secondary" icon="arrow">
          {m.site_register()}
        </ButtonLink>
      </div>
    </section>
  );
}
