import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { type ApiAnswer, type ApiClient, apiClient } from "#tests/support/api.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { startRedis } from "#tests/support/redis.ts";
import { startTestWorker, type TestWorker } from "#tests/support/worker.ts";
import { type World, world } from "#tests/support/world.ts";

// Goal: a program can live the whole day, both halves of it, and nothing but the API and the worker is needed.
// Method: keys of every role speak to the real routes over a real database; a real worker reacts on both backends.
// The proofs run when the database is given back, so every step is a ledger test as well.

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

async function kitchenHalf(
  town: World,
  worker: TestWorker,
  clock: ReturnType<typeof fixClock>,
): Promise<void> {
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
  await worker.settle();
  done(await finance.post(`/orders/${orderId}/match`));
  await worker.settle();
  const offers = done(await business.get("/commitments?state=offered")).rows ?? [];
  expect(offers).toHaveLength(1);
  expect(offers[0]).toMatchObject({ offeredBase: "100000", priceRupiah: "27200" });
  const commitmentId = text(offers[0] ?? {}, "id");
  done(await business.post(`/commitments/${commitmentId}/answer`, { acceptedBase: "80000" }));
  await worker.settle();
  const why = done(await finance.get(`/orders/${orderId}/why`)).rows ?? [];
  expect(why).toHaveLength(1);

  // The head approves (not the one who submitted); only then may goods leave.
  expect((await finance.post(`/orders/${orderId}/approve`)).status).toBe(403);
  done(await head.post(`/orders/${orderId}/approve`));
  await worker.settle();
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
  await worker.settle();

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
  await worker.settle();

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

for (const backend of ["postgresql", "redis"] as const)
  test(`a kitchen's day, from harvest to the farmer's money, by API alone (${backend})`, {
    timeout: 120_000,
  }, async () => {
    const database = await testDatabase();
    const redis = backend === "redis" ? await startRedis() : null;
    const town = world(database);
    const clock = fixClock(town.at);
    const worker = await startTestWorker({ url: database.url, redisUrl: redis?.url });
    await kitchenHalf(town, worker, clock);
  });
