import { z } from "zod";
import { percent, plainRupiah } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { formalDay } from "../documents/formal.ts";
import { ContractAgreementFacts } from "../documents/papers/contract-agreement-paper.ts";
import { paperPartiesOf } from "../documents/party-facts-reads.server.ts";
import type { PaperRung } from "./contract-paper.ts";
import { paperMeasure, paperPrice, paperVolume } from "./contract-paper-words.ts";
import { type Rate, rateOn } from "./contract-rate.ts";
import { type ContractRow, contractLineRows } from "./contract-reads.server.ts";
import { clausesOf, papersOf, ratesOf } from "./contract-text-reads.server.ts";

const rungNames: Readonly<Record<PaperRung, string>> = {
  mou: "Kesepakatan Bersama (MoU)",
  pks: "Perjanjian Kerja Sama (PKS)",
  b2b: "Kontrak",
};

/** Everything that the paper of a contract says on the day it is signed, as JSON. */
export async function contractFacts(
  on: Executor,
  contract: ContractRow,
  issuedOn: BusinessDay,
): Promise<Record<string, unknown>> {
  const parties = await paperPartiesOf([contract.hubId, contract.buyerId], on);
  const [hub, buyer] = [parties.get(contract.hubId), parties.get(contract.buyerId)];
  invariant(hub && buyer, "a contract has two parties");
  const lines = await contractLineRows(contract.id, on);
  const papers = await papersOf(contract.id, on);
  const b2b = papers.find((paper) => paper.rung === "b2b");
  const rates = await ratesOf(contract.id, on);
  const first = contract.startsOn > issuedOn ? contract.startsOn : issuedOn;
  return z.encode(ContractAgreementFacts, {
    issuer: hub.party,
    place: hub.place,
    issuedOn,
    buyer: buyer.party,
    contractNumber: contract.number,
    standsOn: papers
      .filter((paper) => paper.rung !== "b2b")
      .map((paper) =>
        [rungNames[paper.rung], paper.number, paper.datedOn && `tanggal ${formalDay(paper.datedOn)}`]
          .filter(Boolean)
          .join(" "),
      ),
    startsOn: contract.startsOn,
    endsOn: contract.endsOn,
    lines: lines.map((line) => ({
      goods: `${line.commodityName} ${line.gradeName ?? line.gradeCode}`,
      pack: `${line.packUnit} isi ${paperMeasure(line.basePerPack, line.baseUnit)}`,
      volume: paperVolume(line, line.baseUnit),
      price: paperPrice(line.priceRule, line.baseUnit, line.reviewLockDays),
    })),
    terms: termsOf(contract, rateOn(rates, "levy", first), rateOn(rates, "service_fee", first)),
    clauses: await clausesOf(contract.id, on),
    hubSignatory: { name: b2b?.hubSignatory ?? null, role: hub.party.name },
    buyerSignatory: { name: b2b?.buyerSignatory ?? null, role: buyer.party.name },
  });
}

/** "0,5 % dari nilai diterima", "Rp 25 per kg"; "Tidak ada" for a rate of nothing. */
export function rateWords(rate: Rate): string {
  if (rate.rupiahPerUnit > 0n)
    return `${plainRupiah(rate.rupiahPerUnit)} per kg (liter, butir) yang diterima`;
  return rate.basisPoints === 0 ? "Tidak ada" : `${percent(rate.basisPoints)} dari nilai diterima`;
}

function termsOf(contract: ContractRow, levy: Rate, fee: Rate) {
  const freight = `${plainRupiah(contract.freightRupiahPerTonne)} per ton`;
  return [
    { label: "Tempat penyerahan", value: contract.destinationAddress },
    {
      label: "Ongkos angkut",
      value:
        contract.freightPaidBy === "buyer"
          ? `Loco: ditanggung pihak kedua, acuan ${freight}`
          : `Franco: ditanggung koperasi pengirim, acuan ${freight}`,
    },
    { label: "Pembayaran", value: `${contract.paymentTermDays} hari setelah berita acara serah terima` },
    {
      label: "Uang muka",
      value:
        contract.advanceBasisPoints === 0
          ? "Tidak ada"
          : `${percent(contract.advanceBasisPoints)} dari nilai panggilan, dibayar sebelum barang berangkat dan diperhitungkan pada tagihan`,
    },
    { label: "Batas klaim", value: `${contract.claimWindowHours} jam setelah serah terima` },
    { label: "Pecah wajar", value: percent(contract.breakageAllowanceBasisPoints) },
    { label: "Susut wajar", value: percent(contract.shrinkAllowanceBasisPoints) },
    {
      label: "Keadaan kahar",
      value: `Diberitahukan paling lambat ${contract.forceMajeureNoticeHours} jam, kewajiban ditangguhkan paling lama ${contract.forceMajeureDaysMax} hari`,
    },
    {
      label: "Retribusi daerah",
      value: levy.legalBasis ? `${rateWords(levy)}, ${levy.legalBasis}` : rateWords(levy),
    },
    { label: "Jasa layanan", value: rateWords(fee) },
  ];
}
