import type { Because } from "#app/modules/allotment/explain.ts";

// Thousands by point, as Indonesian writes them; by hand, so that the text is the same on every machine.
const number = (value: number | bigint) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ".");

/**
 * One plain Indonesian sentence per member for the file interface, which has no language setting. Screens use the
 * messages of the allotment module instead.
 */
export function becauseText(because: Because): string {
  return [reason(because), guarantee(because)].filter((text) => text !== "").join(" ");
}

function reason(because: Because): string {
  const lots = `${number(because.lots)} lot`;
  switch (because.code) {
    case "ideal": {
      const weight = `Bagian menurut bobot ${number(because.weight)}`;
      const numerator = BigInt(because.ideal.numerator);
      const denominator = BigInt(because.ideal.denominator);
      if (numerator % denominator === 0n) return `${weight} tepat ${lots}.`;
      const share = `${weight} adalah ${hundredths(numerator, denominator)} lot`;
      return because.roundedUp
        ? `${share}; dibulatkan ke atas menjadi ${lots} karena sisa pecahannya termasuk yang terbesar.`
        : `${share}; dibulatkan ke bawah menjadi ${lots}.`;
    }
    case "capReached":
      return `Mendapat ${lots}, sebanyak batas kemampuannya.`;
    case "floorRaised":
      return `Mendapat ${lots} karena jatah minimumnya dijamin.`;
    case "lotsRanOut":
      return because.rule === "priority"
        ? `Mendapat ${lots}; sesudah giliran sebelumnya tidak ada lot yang tersisa.`
        : `Mendapat ${lots}; lot habis sebelum gilirannya tiba lagi (${turn(because)}).`;
    case "wavesFull":
      return `Mendapat ${lots}; lot yang tersisa ada di gelombang yang tidak dapat diisinya, juga setelah lot lain digeser.`;
    case "noPlace":
      return "Tidak mendapat lot karena tidak dapat mengirim di gelombang mana pun yang meminta.";
  }
}

function turn({ rule, lots, past, weight }: Because): string {
  const history = past === 0 ? "" : `, riwayat ${number(past)}`;
  return rule === "equal"
    ? `semua berbobot sama${history}`
    : `bobot ${number(weight)}, sudah ${number(lots)}${history}`;
}

function guarantee({ code, guaranteed }: Because): string {
  return guaranteed === 0 || code === "floorRaised"
    ? ""
    : `Di dalamnya ${number(guaranteed)} lot jatah minimum.`;
}

/** Two decimals, cut, so that no share is shown as more than it is. */
function hundredths(numerator: bigint, denominator: bigint): string {
  const cut = (numerator * 100n) / denominator;
  const fraction = String(cut % 100n).padStart(2, "0");
  return fraction === "00" ? number(cut / 100n) : `${number(cut / 100n)},${fraction}`;
}
