import type { Page } from "playwright-core";
import { expect } from "vitest";
import { rupiah } from "#app/i18n/format.ts";
import { addDays } from "#app/kernel/calendar.ts";
import { reloadUntil, signedIn, write } from "./browser.ts";
import { SHARES } from "./day.ts";
import type { Member } from "./rows.ts";
import type { Stage } from "./stage.ts";
import type { Bumd, Hub, Koperasi } from "./world.ts";

/** 660 crates × 15 kg × Rp 27.000, levy 1 %, service fee 0,5 %. */
const GOODS = 660n * 15n * 27_000n;

type Sharer = (typeof SHARES)[number] & { readonly koperasi: Koperasi };
type Cast = Stage & { readonly hub: Hub; readonly buyer: Bumd; readonly members: readonly Sharer[] };

const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();

/** Waits until the worker has brought a task to the first page, and opens it. */
async function take(page: Page, home: string, link: string): Promise<void> {
  await reloadUntil(page, home, `main a[href*="${link}"]`);
  await page.locator(`main a[href*="${link}"]`).first().click();
  await page.waitForURL((url) => url.pathname.includes(link));
}

const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** One half of the day, by pressing what people press: the trade center at its desk, koperasi on phones. */
export async function tradeCenterOnScreens(stage: Stage): Promise<void> {
  const { town } = stage;
  const [hub, buyer] = [await town.hub(), await town.bumd({ regionCode: "64.72.01.1001" })];
  const members: Sharer[] = [];
  for (const share of SHARES) members.push({ ...share, koperasi: await town.koperasi() });
  const cast: Cast = { ...stage, hub, buyer, members };
  const desk = async (member: Member) =>
    signedIn(stage.browser, await stage.accountOf(member), { base: stage.base, width: 1280 });
  const [staff, head] = [await desk(hub.contracts), await desk(hub.head)];
  await contractAndCallOff(cast, staff, head);
  await shareOut(cast, staff, head);
  await carry(cast, await desk(hub.logistics), await desk(buyer.warehouse));
  await settle(cast, await desk(hub.cashier), head);
}

function thirdOf({ members }: Cast): Sharer {
  const [, , third] = members;
  if (!third) throw new Error("five koperasi share");
  return third;
}

async function phone(cast: Cast, member: Member, script = true): Promise<Page> {
  return signedIn(cast.browser, await cast.accountOf(member), { base: cast.base, width: 360, script });
}

async function contractAndCallOff(cast: Cast, staff: Page, head: Page): Promise<void> {
  const home = await cast.home(cast.hub);
  // The contract is drawn up in two steps: with whom and about what, then the terms.
  await staff.getByRole("link", { name: "Kontrak", exact: true }).first().click();
  await staff.getByRole("link", { name: "Susun kontrak" }).first().click();
  await staff.getByLabel("Pembeli").selectOption(cast.buyer.id);
  await staff.getByLabel("Barang").selectOption("TLR");
  await staff.getByRole("radio", { name: /Harga tetap/ }).check();
  await press(staff, "Lanjut");
  await write(staff, "number", "KAD-UJI");
  await write(staff, "packUnit", "peti");
  await write(staff, "basePerPack", "15");
  await write(staff, "volumeMaxBasePerMonth", "15000");
  await write(staff, "priceRule.priceRupiah", "27000");
  await staff.getByRole("radio", { name: "Koperasi pengirim" }).check();
  await write(staff, "levyBasisPoints", "1");
  await write(staff, "levyLegalBasis", "Perda contoh 1/2026");
  await write(staff, "serviceFeeBasisPoints", "0,5");
  await press(staff, "Simpan rancangan");
  await staff.waitForURL(/\/kontrak\/con_/);
  await staff.getByText("Catat dokumen").last().click();
  await write(staff, "b2b.number", "511/01/BTC/2026");
  await write(staff, "b2b.datedOn", cast.town.today);
  await write(staff, "b2b.hubSignatory", "Ratna Dewi");
  await write(staff, "b2b.buyerSignatory", "Budi Santoso");
  await staff.getByRole("button", { name: "Simpan dokumen" }).last().click();
  await seen(staff, "Dokumen disimpan.");

  // The paper between the two firms is written down, and it binds when the head signs it; then the first call-off draws on it.
  await take(head, home, "/kontrak/");
  await press(head, "Tandatangani");
  await seen(head, "Kontrak ditandatangani dan berlaku.");
  await staff.reload();
  await write(staff, "waves[0].deliveryDay", addDays(cast.town.today, 5));
  await write(staff, "answerDay", addDays(cast.town.today, 1));
  await write(staff, "waves[0].amount", "667");
  await press(staff, "Buka panggilan");
  await staff.waitForURL(/\/panggilan\/cof_/);
  await seen(staff, rupiah(405_000n));
}

async function shareOut(cast: Cast, staff: Page, head: Page): Promise<void> {
  const [home, callOff] = [await cast.home(cast.hub), new URL(staff.url()).pathname];
  // The trade center agrees with each koperasi on what it brings and by which key.
  for (const { koperasi, packsMax, weight } of cast.members) {
    await staff.getByLabel("Koperasi", { exact: true }).selectOption(koperasi.id);
    await write(staff, "packsMax", packsMax.toString());
    await write(staff, "weight", weight.toString());
    await press(staff, "Simpan kesanggupan");
    await seen(staff, "Kesanggupan koperasi disimpan.");
    await staff.goto(callOff);
  }
  await press(staff, "Hitung usulan");
  await staff.getByRole("link", { name: "Periksa dan terbitkan" }).first().waitFor();
  await take(head, home, "/jatah/rnd_");
  await press(head, "Terbitkan");
  await seen(head, "Tabel penjatahan diterbitkan.");

  // Each answers on its phone; the second cannot bring 40 of its crates, the last one has no JavaScript.
  const third = thirdOf(cast);
  for (const [at, { koperasi, packs }] of cast.members.entries()) {
    const chair = await phone(cast, koperasi.chair, at !== 4);
    await take(chair, await cast.home(koperasi), "/jatah/cof_");
    if (at === 1) {
      await chair.getByText("Tidak sanggup semuanya?").click();
      await write(chair, "acceptedPacks", (packs - 40).toString());
      await chair.getByLabel("Alasan").fill("Ayam sakit");
      await press(chair, "Terima sebanyak ini");
    } else await press(chair, `Terima semua, ${packs} peti`);
    await seen(chair, "Jawaban tercatat.");
    await seen(chair, `Kirim ${at === 1 ? packs - 40 : packs} peti`);
    await chair.context().close();
  }

  // What came back goes to whoever has room: the third takes 33, seven stay open and the trade center goes without them.
  await take(head, home, "/jatah/rnd_");
  await press(head, "Terbitkan");
  await seen(head, "Tabel penjatahan diterbitkan.");
  const chair = await phone(cast, third.koperasi.chair);
  await take(chair, await cast.home(third.koperasi), "/jatah/cof_");
  await press(chair, "Terima semua, 33 peti");
  await seen(chair, "Jawaban tercatat.");
  await chair.context().close();
  await reloadUntil(staff, home, 'text="7 kemasan belum terisi"');
  await take(staff, home, "/panggilan/cof_");
  await press(staff, "Kunci jatah");
  await seen(staff, "Jatah dikunci.");
  // 7 × 15 kg are free again in the month.
  await seen(staff, /105 kg kembali ke sisa kontrak/);
}

async function carry(cast: Cast, gate: Page, warehouse: Page): Promise<void> {
  const home = await cast.home(cast.hub);
  // Weighed in at the gate, one after the other, as promised.
  await take(gate, home, "/timbang/cof_");
  for (let left = cast.members.length; left > 0; left -= 1) {
    await expect
      .poll(() => gate.getByRole("button", { name: "Catat timbangan" }).count(), { timeout: 30_000 })
      .toBe(left);
    await press(gate, "Catat timbangan");
  }
  await seen(gate, "Semua sudah ditimbang");
  await gate.getByRole("link", { name: "Berangkatkan" }).first().click();
  await gate.getByLabel("Nama sopir").fill("Pak Joko");
  await gate.getByLabel("Nomor polisi").fill("AG 0000 XG");
  await gate.getByLabel("Nomor segel").fill("SGL-1");
  await press(gate, "Berangkatkan");
  await seen(gate, "Truk berangkat.");

  // At the other end of the sea, one in a hundred is broken: within the allowance, so nothing is claimed.
  await take(warehouse, await cast.home(cast.buyer), "/perjalanan/trp_");
  const boxes = warehouse.locator('input[id*="broken"]');
  await boxes.nth(4).waitFor();
  expect(await boxes.count()).toBe(5);
  const loaded = await warehouse
    .locator('input[id*="delivered"]')
    .evaluateAll((inputs) =>
      inputs.map((input) => Number((input as HTMLInputElement).value.replaceAll(".", "").replace(",", "."))),
    );
  expect(loaded.reduce((sum, kilograms) => sum + kilograms, 0)).toBe(9_900);
  for (const [at, kilograms] of loaded.entries())
    await boxes.nth(at).fill((kilograms / 100).toString().replace(".", ","));
  await warehouse.getByLabel("Nama penerima").fill("Gudang Samarinda");
  await press(warehouse, "Catat serah terima");
  await seen(warehouse, "Serah terima tercatat; berita acara tiap koperasi dibuat.");
}

/** The digits of the rupiah in a text. */
const rupiahIn = (text: string) => BigInt(text.replace(/[^0-9]/g, "") || "0");

async function settle(cast: Cast, cashier: Page, head: Page): Promise<void> {
  const [home, third] = [await cast.home(cast.hub), thirdOf(cast).koperasi];
  // The invoice to the buyer came by itself; issued, it divides the proceeds.
  await take(cashier, home, "/penjualan/bil_");
  await press(cashier, `Terbitkan ${rupiah(GOODS)}`);
  await seen(cashier, "sudah terbit.");
  await cashier.getByRole("link", { name: "Kontrak", exact: true }).first().click();
  await cashier.getByRole("link", { name: "KAD-UJI" }).first().click();
  await cashier.getByRole("link", { name: "KAD-UJI/P-001" }).first().click();
  const table = cashier.getByRole("table", { name: "Bagian tiap koperasi" });
  await table.waitFor();
  expect(await table.locator("tbody tr").count()).toBe(5);
  const sums = (await table.locator("tfoot td").allInnerTexts()).map(rupiahIn);
  const [gross, freight = 0n, levy, fee, claim, net] = sums;
  expect({ gross, levy, fee, claim }).toEqual({
    gross: GOODS,
    levy: GOODS / 100n,
    fee: GOODS / 200n,
    claim: 0n,
  });
  expect(freight).toBeGreaterThan(0n);
  expect(net).toBe(GOODS - freight - GOODS / 100n - GOODS / 200n);

  // One person of the trade center proposes the transfer, another approves and records it.
  const [row] = await cast.database.sql`select name from organisations where id = ${third.id}`;
  const name = String(row?.["name"]);
  const due = cashier.getByRole("listitem").filter({ has: cashier.getByText(name, { exact: true }) });
  await cashier.getByRole("main").getByRole("link", { name: "Bayar koperasi" }).click();
  const amount = rupiahIn((await due.first().innerText()).split("Rp").at(-1) ?? "");
  await due.getByRole("button", { name: "Usulkan" }).click();
  await seen(cashier, "Usulan terkirim ke orang kedua.");
  await take(head, home, "/bayar-produsen");
  await press(head, "Setujui");
  await seen(head, "Pembayaran disetujui.");
  await write(head, "bankReference", "TRX-9");
  await press(head, "Catat transfer");
  await seen(head, "Transfer dicatat.");

  // The levy waits in the trade center's books, and the koperasi's treasurer finds the transfer to the rupiah.
  await head.getByRole("link", { name: "Buku", exact: true }).first().click();
  await seen(head, rupiah(GOODS / 100n));
  const treasurer = await phone(cast, third.treasurer);
  await treasurer.goto(`${await cast.home(third)}/jatah`);
  await treasurer.getByRole("link", { name: "KAD-UJI/P-001" }).first().click();
  await seen(treasurer, rupiah(amount));
  await seen(treasurer, "Sudah ditransfer");
  await treasurer.goto(`${await cast.home(third)}/buku`);
  await seen(treasurer, rupiah(amount));
}
