import fc from "fast-check";
import { expect, test } from "vitest";
import {
  DRAWING,
  DRAWING_HEIGHT,
  DRAWING_LETTERS_MAX,
  DRAWING_WIDTH,
  drawingOf,
} from "#app/kernel/drawing.ts";
import { problemsAtDoor } from "#app/modules/shipments/door-check.ts";
import { type DoorBoxes, receivedLine } from "#app/modules/shipments/door-form.ts";

// Goal: what is typed at the door is what is settled. Method: boxes as a hurried thumb leaves them.
const blank: DoorBoxes = {
  shipmentLineId: "shl_1",
  delivered: undefined,
  gross: undefined,
  tare: undefined,
  sensed: [],
  rejected: undefined,
  reason: undefined,
  disposition: undefined,
  temperature: undefined,
  note: undefined,
  photoId: undefined,
};

test("a weight in kilograms is settled in grams", () => {
  expect(receivedLine({ ...blank, delivered: "58,75" }, 1000n)).toEqual({
    shipmentLineId: "shl_1",
    deliveredBase: "58750",
    rejectedBase: "0",
  });
});

test("a reason that was tapped is dropped when nothing is refused", () => {
  const line = receivedLine({ ...blank, delivered: "5", rejected: "0", reason: "rotten" }, 1000n);
  expect(line).not.toHaveProperty("rejectReason");
});

test("what is refused carries its reason, its end and its photo", () => {
  const boxes = { ...blank, delivered: "5", rejected: "1,5", reason: "cracked", disposition: "returned" };
  expect(receivedLine({ ...boxes, photoId: "fil_1" }, 1000n)).toMatchObject({
    rejectedBase: "1500",
    rejectReason: "cracked",
    disposition: "returned",
    photoId: "fil_1",
  });
});

test("a temperature is kept in tenths, below nought too, and nonsense is left to be refused", () => {
  const tenths = (temperature: string) =>
    receivedLine({ ...blank, delivered: "1", temperature }, 1000n).temperatureTenths;
  expect(["4", "4,5", "-18", "−18,2", "0"].map(tenths)).toEqual([40, 45, -180, -182, 0]);
  expect(tenths("dingin")).toBe("dingin");
  // A hundred and twenty degrees are not twelve: they are left to be refused as too many.
  expect(tenths("120")).toBe(1_200);
});

test("an empty weight stays empty, and an unreadable one stays as typed", () => {
  expect(receivedLine(blank, 1000n).deliveredBase).toBeUndefined();
  expect(receivedLine({ ...blank, delivered: "lima" }, 1000n).deliveredBase).toBe("lima");
});

test("with a crate the scales do the sum, and the tap on what is wrong outlives the tap that all is well", () => {
  const line = receivedLine(
    { ...blank, delivered: "100", gross: "101,5", tare: "1,5", sensed: ["good", "smell"] },
    1000n,
  );
  expect(line).toMatchObject({ deliveredBase: "100000", grossBase: "101500", tareBase: "1500" });
  expect(line.sensedFlaws).toEqual(["smell"]);
  expect(receivedLine({ ...blank, delivered: "1", sensed: ["good"] }, 1000n).sensedFlaws).toEqual([]);
  expect(receivedLine({ ...blank, delivered: "1" }, 1000n)).not.toHaveProperty("sensedFlaws");
});

test("a phone refuses at the door what the house would refuse, box by box", () => {
  const line = { unit: "kg", basePerUnit: 1000n, promisedBase: 100_000n, loadedBase: 100_000n };
  const codes = (boxes: Partial<DoorBoxes>, hasPhoto = false) =>
    Object.entries(problemsAtDoor({ ...blank, ...boxes }, line, { hasPhoto, basisPoints: 200 })).map(
      ([box, problem]) => `${box}: ${problem?.code}`,
    );
  expect(codes({ delivered: "102" })).toEqual([]);
  expect(codes({ delivered: "102,1" })).toEqual(["delivered: shipments.moreThanLoaded"]);
  expect(codes({})).toEqual(["delivered: kernel.required"]);
  expect(codes({ delivered: "100", gross: "100", tare: "-1" })).toEqual(["tare: kernel.notQuantity"]);
  expect(codes({ delivered: "100", gross: "1", tare: "2" })).toContain("tare: shipments.tareTooMuch");
  expect(codes({ delivered: "100", tare: "2" })).toEqual(["gross: shipments.grossRequired"]);
  expect(codes({ delivered: "5", rejected: "6" })).toContain("rejected: shipments.rejectedTooMuch");
  const refused = { delivered: "100", rejected: "1", reason: "rotten", disposition: "returned" };
  expect(codes(refused)).toEqual(["photo: shipments.photoRequired"]);
  expect(codes(refused, true)).toEqual([]);
});

test("a drawing is a few short lines within its frame, and what the schema takes", () => {
  const spot = fc.tuple(fc.integer({ min: -50, max: 400 }), fc.integer({ min: -50, max: 200 }));
  fc.assert(
    fc.property(fc.array(fc.array(spot, { maxLength: 80 }), { maxLength: 30 }), (strokes) => {
      const text = drawingOf(strokes);
      expect(text.length).toBeLessThanOrEqual(DRAWING_LETTERS_MAX);
      if (text !== "") expect(text).toMatch(DRAWING);
      for (const [, x, y] of text.matchAll(/[ML](\d+) (\d+)/g)) {
        expect(Number(x)).toBeLessThanOrEqual(DRAWING_WIDTH);
        expect(Number(y)).toBeLessThanOrEqual(DRAWING_HEIGHT);
      }
    }),
  );
});
