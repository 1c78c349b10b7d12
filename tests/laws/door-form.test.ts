import { expect, test } from "vitest";
import { type DoorBoxes, receivedLine } from "#app/modules/shipments/door-form.ts";

// Goal: what is typed at the door is what is settled. Method: boxes as a hurried thumb leaves them.
const blank: DoorBoxes = {
  shipmentLineId: "shl_1",
  delivered: undefined,
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
});

test("an empty weight stays empty, and an unreadable one stays as typed", () => {
  expect(receivedLine(blank, 1000n).deliveredBase).toBeUndefined();
  expect(receivedLine({ ...blank, delivered: "lima" }, 1000n).deliveredBase).toBe("lima");
});
