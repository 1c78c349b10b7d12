import { randomUUID } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Outlet, useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { redirectWithFlash } from "#app/http/flash.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { AppShell, type NavEntry } from "#app/ui/layout/app-shell.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { ChartSpecimens } from "./gallery-charts.tsx";
import { FeedbackSpecimens } from "./gallery-feedback.tsx";
import { FormSpecimens } from "./gallery-forms.tsx";
import { GroundSpecimens } from "./gallery-ground.tsx";
import { TableSpecimens } from "./gallery-tables.tsx";

/**
 * Every component of the kit in every state, on one page: for whoever builds a screen, and for whoever judges one.
 * The specimens' own words are sample material and stay Indonesian in both languages.
 */
export const meta: MetaFunction = () => [{ title: pageTitle(m.site_gallery_title()) }];

export const loader = screenLoader(async ({ request }: LoaderFunctionArgs) => {
  await requireOperator(request);
  return { now: new Date(), key: `gallery-${randomUUID()}` };
});

/** Refuses the sample form, so that its errors can be seen; the other button shows a message over a redirect. */
export const action = screenAction(async ({ request }: ActionFunctionArgs) => {
  await requireOperator(request);
  const form = await request.formData();
  if (form.get("intent") === "flash") {
    return redirectWithFlash("/operator/galeri", {
      text: m.site_gallery_flash(),
      undo: { action: "/operator/galeri", label: m.kit_undo(), key: "gallery-undo" },
    });
  }
  const sent = Object.fromEntries([...form].filter(([name]) => name !== "_key"));
  return data({ sent: JSON.stringify(sent), errors: wrongAnswers }, { status: 422 });
});

const wrongAnswers = {
  name: "Nama koperasi sudah terdaftar di kelurahan ini.",
  quantity: "Stok Anda tinggal 35 kg.",
  price: "Harga ini di atas harga acuan Rp 14.000 per kg.",
};

const entries: readonly NavEntry[] = [
  { to: "/operator/galeri", label: "Tugas hari ini", short: "Tugas", icon: "home", count: 4, end: true },
  { to: "/operator/galeri/pesanan", label: "Pesanan", icon: "clipboard", count: 12 },
  { to: "/operator/galeri/kirim", label: "Pengiriman", short: "Kirim", icon: "truck" },
  { to: "/operator/galeri/tagihan", label: "Tagihan", icon: "invoice", count: 120 },
  { to: "/operator/galeri/produk", label: "Produk", icon: "leaf", group: "Koperasi" },
  { to: "/operator/galeri/anggota", label: "Anggota", icon: "people" },
  { to: "/operator/galeri/buku", label: "Buku kas", icon: "book" },
  { to: "/operator/galeri/pengaturan", label: "Pengaturan", icon: "gear", group: "Organisasi" },
];

export default function Gallery() {
  const { now, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AppShell
      organisation="KKMP Kepanjenkidul Sejahtera"
      roleName="Ketua koperasi"
      person="Siti Rahayu"
      entries={entries}
      accountTo="/operator/galeri"
      signOutTo="/operator/galeri"
      switchTo="/operator/galeri"
      demo
    >
      <Page
        title={m.site_gallery_title()}
        lead={m.site_gallery_lead()}
        breadcrumbs={[{ to: "/operator", label: "Operator" }]}
      >
        <GroundSpecimens />
        <FeedbackSpecimens now={now} />
        <FormSpecimens formKey={key} errors={answer?.errors} sent={answer?.sent} />
        <TableSpecimens />
        <ChartSpecimens />
      </Page>
      <Outlet />
    </AppShell>
  );
}
