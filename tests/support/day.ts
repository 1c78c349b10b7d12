import { expect } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { type ApiAnswer, type ApiClient, apiClient } from "./api.ts";
import type { FixedClock } from "./clock.ts";
import type { World } from "./world.ts";

/** What a day needs besides the API: that the news it made has been reacted to, and that time passes. */
export type DayRunner = { readonly settle: () => Promise<void>; readonly clock: FixedClock };

/** One pixel of JPEG, enough to be a photo. */
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01]).toString(
  "base64",
);

function done(answer: ApiAnswer): ApiAnswer["body"] {
  expect(answer.body, JSON.stringify(answer.body)).not.toHaveProperty("code");
  expect(answer.status).toBeLessThan(300);
  return answer.body;
}

const text = (body: Record<string, unknown>, name: string): string => String(body[name]);

async function photo(client: ApiClient, purpose: string, tail: number): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(PHOTO, "base64"), Buffer.from([tail])]).toString("base64");
  return text(done(await client.post("/files", { purpose, fileName: "foto.jpg", base64: bytes })), "fileId");
}

/** A kitchen and a koperasi from harvest to the farmer's money, by API alone; checks every figure on the way. */
export async function kitchenDay(town: World, { settle, clock }: DayRunner): Promise<void> {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const client = (member: Parameters<typeof apiClient>[1]) => apiClient(town.database, member);
  const [finance, head, field] = [
    await client(kitchen.finance),
    await client(kitchen.head),
    await client(kitchen.field),
  ];
  const [business, warehouse, treasurer, chair] = [
    await client(koperasi.business),
    await client(koperasi.warehouse),
    await client(koperasi.treasurer),
    await client(koperasi.chair),
  ];

  // The koperasi lists its harvest; the lot remembers whose it is.
  const { producerId } = done(await business.post("/producers", { name: "Bu Lastri" }));
  const { listingId } = done(
    await business.post("/listings", {
      commodityCode: "TLR",
      gradeCode: "M",
      title: "Telur ayam ras",
      unit: "kg",
      basePerUnit: "1000",
      priceRupiah: "27200",
      costRupiah: "26000",
      minOrderBase: "1000",
      capacityBasePerDay: "500000",
      leadTimeHours: 12,
      radiusMetres: 50000,
      priceValidUntil: addDays(town.today, 7),
    }),
  );
  done(
    await business.post(`/listings/${listingId}/lots`, {
      originRegionCode: koperasi.regionCode,
      harvestedOn: town.today,
      availableFrom: town.today,
      expiresOn: addDays(town.today, 7),
      sources: [{ producerId, quantityBase: "300000" }],
    }),
  );

  // The kitchen sets money aside and orders; the same key again is the same order.
  const { budgetId } = done(
    await head.post("/budgets", {
      fund: "Bahan pangan",
      startsOn: addDays(town.today, -1),
      endsOn: addDays(town.today, 30),
      amountRupiah: "27600000",
      source: "Dana MBG",
    }),
  );
  const wish = {
    deliveryDay: town.deliveryDay,
    windowStart: "14:00",
    windowEnd: "16:00",
    budgetId,
    lines: [
      {
        commodityCode: "TLR",
        gradeCode: "M",
        unit: "kg",
        basePerUnit: "1000",
        quantityBase: "100000",
        ceilingRupiah: "29000",
      },
    ],
  };
  const { orderId } = done(await finance.post("/orders", wish, "order-of-the-day"));
  expect(done(await finance.post("/orders", wish, "order-of-the-day"))["orderId"]).toBe(orderId);
  expect((await finance.post("/orders", { ...wish, windowEnd: "17:00" }, "order-of-the-day")).status).toBe(
    409,
  );
  const [budget] = done(await finance.get("/budgets")).rows ?? [];
  expect(budget).toMatchObject({ reservedRupiah: "2900000", availableRupiah: "24700000", spentRupiah: "0" });

  // The worker matches; the koperasi takes on a part, and the rest stays open for others.
  await settle();
  done(await finance.post(`/orders/${orderId}/match`));
  await settle();
  const offers = done(await business.get("/commitments?state=offered")).rows ?? [];
  expect(offers).toHaveLength(1);
  expect(offers[0]).toMatchObject({ offeredBase: "100000", priceRupiah: "27200" });
  const commitmentId = text(offers[0] ?? {}, "id");
  done(await business.post(`/commitments/${commitmentId}/answer`, { acceptedBase: "80000" }));
  await settle();
  const why = done(await finance.get(`/orders/${orderId}/why`)).rows ?? [];
  expect(why).toHaveLength(1);

  // The head approves (not the one who submitted); only then may goods leave.
  expect((await finance.post(`/orders/${orderId}/approve`)).status).toBe(403);
  done(await head.post(`/orders/${orderId}/approve`));
  await settle();
  const [planned] = done(await warehouse.get("/shipments?side=sending")).rows ?? [];
  const shipmentId = text((planned?.["shipment"] ?? planned ?? {}) as Record<string, unknown>, "id");
  const [line] = (done(await warehouse.get(`/shipments/${shipmentId}`))["lines"] ?? []) as Record<
    string,
    unknown
  >[];
  clock.advance(3 * 86_400_000);
  done(
    await warehouse.post(`/shipments/${shipmentId}/dispatch`, {
      driverName: "Pak Yono",
      driverPhone: "+62 800-0000-0009",
      vehiclePlate: "AG 0000 XA",
      lines: [{ shipmentLineId: line?.["id"], loadedBase: "80000" }],
    }),
  );

  // Weighed at the door: 2 kg cracked, refused with a reason and a photo.
  const photoId = await photo(field, "receiving_photo", 1);
  const received = await field.post(`/shipments/${shipmentId}/receipt`, {
    receiverName: "Sari",
    witnessName: "Budi",
    driverName: "Pak Yono",
    lines: [
      {
        shipmentLineId: line?.["id"],
        deliveredBase: "80000",
        rejectedBase: "2000",
        rejectReason: "packaging",
        disposition: "deducted",
        photoId,
      },
    ],
  });
  done(received);
  await settle();

  // The invoice is there by itself: accepted × agreed, and not a gram more.
  const [draft] = done(await treasurer.get("/invoices?side=selling")).rows ?? [];
  expect(draft).toMatchObject({ state: "draft", totalRupiah: (78n * 27_200n).toString() });
  const invoiceId = text(draft ?? {}, "id");
  expect((await finance.get(`/invoices/${invoiceId}`)).status).toBe(404);
  done(await treasurer.post(`/invoices/${invoiceId}/issue`));

  const proofId = await photo(finance, "payment_proof", 2);
  const { paymentId } = done(
    await finance.post("/payments", {
      allocations: [{ invoiceId, amountRupiah: (78n * 27_200n).toString() }],
      transferredOn: addDays(town.today, 3),
      bankName: "BRI",
      bankReference: "TRX-0001",
      proofId,
    }),
  );
  expect((await finance.post(`/payments/${paymentId}/verify`)).status).toBe(403);
  done(await treasurer.post(`/payments/${paymentId}/verify`));
  expect(done(await finance.get(`/invoices/${invoiceId}`))["state"]).toBe("settled");

  // The farmer is paid out of it: one person asks, another approves and records the transfer.
  const { payoutId } = done(
    await treasurer.post("/payouts", {
      to: "producer",
      producerId,
      amountRupiah: (78n * 26_000n).toString(),
      purpose: "Telur",
    }),
  );
  expect((await treasurer.post(`/payouts/${payoutId}/approve`)).status).toBe(403);
  done(await chair.post(`/payouts/${payoutId}/approve`));
  done(
    await chair.post(`/payouts/${payoutId}/confirm`, {
      settledOn: addDays(town.today, 3),
      bankReference: "TRX-0002",
    }),
  );
  const ledger = done(await treasurer.get("/ledger/balance")).rows ?? [];
  expect(ledger.find((row) => row["account"] === "cash")).toMatchObject({
    balance: (78n * 1_200n).toString(),
  });
  await settle();

  // A stranger's key sees none of it.
  const stranger = await client((await town.kitchen()).finance);
  for (const path of [
    `/orders/${orderId}`,
    `/invoices/${invoiceId}`,
    `/payments/${paymentId}`,
    `/shipments/${shipmentId}`,
  ])
    expect((await stranger.get(path)).status).toBe(404);
}

/** The golden call-off of 667 crates: weights and caps by name, and what the capped largest remainder gives. */
export const SHARES = [
  { weight: 2400, packsMax: 150, packs: 150 },
  { weight: 1800, packsMax: 130, packs: 130 },
  { weight: 3100, packsMax: 260, packs: 227 },
  { weight: 900, packsMax: 60, packs: 60 },
  { weight: 1500, packsMax: 100, packs: 100 },
];

/** A trade center, five koperasi and a buyer elsewhere, from contract to each share paid out, by API alone. */
export async function tradeCenterDay(town: World, { settle, clock }: DayRunner): Promise<void> {
  const client = (member: Parameters<typeof apiClient>[1]) => apiClient(town.database, member);
  const [hub, buyer] = [await town.hub(), await town.bumd({ regionCode: "64.72.01.1001" })];
  const [staff, head, gate, cashier] = [
    await client(hub.contracts),
    await client(hub.head),
    await client(hub.logistics),
    await client(hub.cashier),
  ];
  const members = [];
  for (const share of SHARES) members.push({ ...share, koperasi: await town.koperasi() });

  // A contract binds two people; the call-off draws on it.
  const { contractId } = done(
    await staff.post("/contracts", {
      ...town.contractWish(buyer),
      serviceFeeBasisPoints: 50,
      levyBasisPoints: 100,
      levyLegalBasis: "Perda contoh 1/2026",
    }),
  );
  expect((await head.post(`/contracts/${contractId}/sign`)).status).toBe(422);
  done(
    await staff.post(`/contracts/${contractId}/papers`, {
      rung: "b2b",
      number: "511/01/BTC/2026",
      datedOn: town.today,
      hubSignatory: "Ratna Dewi",
      buyerSignatory: "Budi Santoso",
    }),
  );
  expect((await staff.post(`/contracts/${contractId}/sign`)).status).toBe(403);
  done(await head.post(`/contracts/${contractId}/sign`));
  const { callOffId } = done(
    await staff.post(`/contracts/${contractId}/call-offs`, {
      deliveryDay: addDays(town.today, 5),
      packs: 667,
      answerBy: new Date(town.at.getTime() + 86_400_000).toISOString(),
    }),
  );
  for (const { koperasi, packsMax, weight } of members)
    done(
      await staff.post(`/call-offs/${callOffId}/capacities`, { koperasiId: koperasi.id, packsMax, weight }),
    );

  // The table is worked out by the worker, published by the head, and answered.
  const { roundId } = done(await staff.post(`/call-offs/${callOffId}/rounds`, { rule: "hamilton" }));
  await settle();
  done(await head.post(`/rounds/${roundId}/publish`));
  for (const [at, { koperasi, packs }] of members.entries()) {
    const chair = await client(koperasi.chair);
    const [share] = done(await chair.get("/allotments?state=published")).rows ?? [];
    const allotment = (share?.["allotment"] ?? share ?? {}) as Record<string, unknown>;
    expect(allotment["packs"]).toBe(packs);
    // The second koperasi cannot bring 40 of its crates.
    done(
      await chair.post(
        `/allotments/${text(allotment, "id")}/answer`,
        at === 1 ? { acceptedPacks: packs - 40, reason: "Ayam sakit" } : { acceptedPacks: packs },
      ),
    );
  }
  await settle();

  // A second round offers the 40 to whoever has room: only the third, for 33; seven stay open.
  const rounds = done(await staff.get(`/call-offs/${callOffId}/rounds`)).rows ?? [];
  const second = rounds
    .map(
      (row) =>
        (row["round"] && typeof row["round"] === "object" ? row["round"] : row) as Record<string, unknown>,
    )
    .find((row) => row["state"] === "proposed");
  expect(second).toBeDefined();
  done(await head.post(`/rounds/${text(second ?? {}, "id")}/publish`));
  const third = await client(members[2]?.koperasi.chair ?? hub.head);
  const [more] = done(await third.get("/allotments?state=published")).rows ?? [];
  const extra = (more?.["allotment"] ?? more ?? {}) as Record<string, unknown>;
  expect(extra["packs"]).toBe(33);
  done(await third.post(`/allotments/${text(extra, "id")}/answer`, { acceptedPacks: 33 }));
  await settle();
  await staff.post(`/call-offs/${callOffId}/lock`);
  await settle();
  // What nobody took is free again in the month: 660 of 667 crates are drawn.
  const [month] = done(await staff.get(`/contracts/${contractId}`))["months"] as Record<string, unknown>[];
  expect(month).toMatchObject({ drawnBase: (660n * 15_000n).toString() });

  // One load: weighed in at the gate, sealed, handed over with 1 % broken.
  const planned = done(await gate.get(`/call-offs/${callOffId}/trips`)).rows ?? [];
  expect(planned).toHaveLength(1);
  const trip = (planned[0]?.["trip"] ?? {}) as Record<string, unknown>;
  const tripId = text(trip, "id");
  const shown = done(await gate.get(`/trips/${tripId}`));
  const carried = (shown["shares"] ?? shown["shipments"] ?? []) as Record<string, unknown>[];
  expect(carried).toHaveLength(5);
  for (const share of carried)
    done(
      await gate.post(`/shipments/${text(share, "shipmentId")}/weigh-in`, {
        loadedBase: text(share, "promisedBase"),
      }),
    );
  done(
    await gate.post(`/trips/${tripId}/depart`, {
      sealNumber: "SGL-1",
      driverName: "Pak Joko",
      vehiclePlate: "AG 0000 XG",
    }),
  );
  const warehouse = await client(buyer.warehouse);
  done(
    await warehouse.post(`/trips/${tripId}/hand-over`, {
      receiverName: "Gudang Samarinda",
      lines: carried.map((share) => ({
        shipmentId: share["shipmentId"],
        deliveredBase: share["promisedBase"],
        brokenBase: (BigInt(text(share, "promisedBase")) / 100n).toString(),
      })),
    }),
  );
  await settle();

  // 660 crates × 15 kg × Rp 27.000, freight borne by the koperasi, levy 1 %, service fee 0,5 %: net to the rupiah.
  const [draft] = done(await cashier.get("/invoices?side=selling")).rows ?? [];
  const goods = 660n * 15n * 27_000n;
  expect(draft).toMatchObject({ state: "draft", goodsRupiah: goods.toString(), freightRupiah: "0" });
  done(await cashier.post(`/invoices/${text(draft ?? {}, "id")}/issue`));
  const statements = done(await cashier.get(`/call-offs/${callOffId}/statements`)).rows ?? [];
  expect(statements).toHaveLength(5);
  const column = (name: string) => statements.reduce((sum, row) => sum + BigInt(text(row, name)), 0n);
  expect(column("grossRupiah")).toBe(goods);
  expect(column("levyRupiah")).toBe(goods / 100n);
  expect(column("feeRupiah")).toBe(goods / 200n);
  expect(column("claimRupiah")).toBe(0n);
  expect(column("netRupiah")).toBe(goods - column("freightRupiah") - goods / 100n - goods / 200n);

  // Each koperasi sees its own statement and is paid by two people of the trade center.
  const own = done(await third.get(`/call-offs/${callOffId}/statements`)).rows ?? [];
  expect(own).toHaveLength(1);
  // No money moves on a day that has not come: the bank gave it nine days later.
  clock.advance(9 * 86_400_000);
  const { payoutId } = done(await cashier.post("/payouts", { to: "statement", statementId: own[0]?.["id"] }));
  done(await head.post(`/payouts/${payoutId}/approve`));
  done(
    await head.post(`/payouts/${payoutId}/confirm`, {
      settledOn: addDays(town.today, 9),
      bankReference: "TRX-9",
    }),
  );
  const [books] = (
    done(await (await client(members[2]?.koperasi.treasurer ?? hub.head)).get("/ledger/balance")).rows ?? []
  ).filter((row) => row["account"] === "cash");
  expect(books).toMatchObject({ balance: own[0]?.["netRupiah"] });
  await settle();
}
