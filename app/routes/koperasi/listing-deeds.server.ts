import type { Member } from "#app/http/actor.server.ts";
import {
  type Answered,
  type FormFields,
  formAnswer,
  formCommand,
  readForm,
  uploadOf,
} from "#app/http/form.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { Invalid } from "#app/kernel/errors.ts";
import { addListingPhoto } from "#app/modules/catalogue/add-listing-photo.server.ts";
import { moveListing } from "#app/modules/catalogue/move-listing.server.ts";
import { movePart } from "#app/modules/catalogue/move-part.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import type { PricedListing } from "#app/modules/catalogue/selling-reads.server.ts";
import { lotFields } from "#app/modules/catalogue/ui/lot-fields.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { kindPricesWish, tierFieldNames, tiersWish } from "./listing-tiers.server.ts";

/** What can be done to a listing on its page: a price, a photo, a loss, another place, the end of it. */
export async function listingDeed(
  request: Request,
  { call, organisation }: Member,
  listing: PricedListing,
): Promise<Answered> {
  const form = await readForm(request);
  const listingId = listing.id;
  const list = `/${organisation.slug}/barang`;
  const to = () => (form.text("back") === "list" ? list : `${list}/${listingId}`);
  switch (form.text("intent")) {
    case "withdraw":
      return formCommand(form, {
        call,
        command: withdrawListing,
        input: () => ({ listingId }),
        to: () => list,
        flash: () => m.catalogue_withdraw_done({ title: listing.title }),
      });
    case "move":
      return formCommand(form, {
        call,
        command: moveListing,
        input: (fields) => ({ listingId, warehouseId: fields.text("warehouse") }),
        fieldNames: { warehouseId: "warehouse" },
        to,
        flash: () => m.catalogue_move_done(),
      });
    case "part": {
      const lotId = form.text("lotId") ?? "";
      const names = lotFields(lotId).part;
      return formCommand(form, {
        call,
        command: movePart,
        input: (fields) => ({
          lotId,
          warehouseId: fields.text(names.warehouseId),
          quantityBase: readBase(fields, listing.basePerUnit, names.quantityBase),
        }),
        fieldNames: names,
        to: (part) => `${list}/${part.listingId}`,
        flash: (part) => (part.isNewListing ? m.catalogue_part_done_new() : m.catalogue_part_done()),
      });
    }
    case "loss":
      return lossDeed(form, call, listing, to);
    case "photo": {
      const photo = await uploadOf(form.file("photo"));
      if (!photo) return formAnswer(new Invalid({ photo: ["kernel.required"] }), form);
      return formCommand(form, {
        call,
        command: addListingPhoto,
        input: () => ({ listingId, ...photo }),
        fieldNames: { bytes: "photo", fileName: "photo" },
        to,
        flash: () => m.catalogue_photo_done(),
        keyed: false,
      });
    }
    default: {
      const isReopened = form.text("intent") === "reopen";
      return formCommand(form, {
        call,
        command: isReopened ? reopenListing : repriceListing,
        input: (fields) => ({ listingId, ...newPrice(fields, listing) }),
        fieldNames: {
          priceRupiah: "price",
          costRupiah: "cost",
          priceValidUntil: "validUntil",
          ...tierFieldNames,
        },
        to,
        flash: ({ isAboveCeiling }) => {
          if (isAboveCeiling) return m.catalogue_reprice_done_above();
          return isReopened ? m.catalogue_reopen_done() : m.catalogue_reprice_done();
        },
      });
    }
  }
}

/** What is lost of one lot, typed into the fields of its own card. */
function lossDeed(form: FormFields, call: Member["call"], { basePerUnit }: PricedListing, to: () => string) {
  const lotId = form.text("lotId") ?? "";
  const names = lotFields(lotId).loss;
  return formCommand(form, {
    call,
    command: recordLoss,
    input: (fields) => ({
      lotId,
      quantityBase: readBase(fields, basePerUnit, names.quantityBase),
      reason: fields.text(names.reason),
    }),
    fieldNames: names,
    to,
    flash: () => m.catalogue_loss_done(),
  });
}

function readBase(form: FormFields, basePerUnit: bigint, name: string): string {
  const text = form.text(name) ?? "";
  return parseQuantity(text, basePerUnit)?.toString() ?? text;
}

/** The price that was typed, or with `renew` the price that stands, for as long as such goods may be priced. */
function newPrice(form: FormFields, listing: PricedListing) {
  if (form.text("intent") === "renew")
    return {
      priceRupiah: listing.priceRupiah.toString(),
      tiers: listing.tiers.map(({ fromBase, priceRupiah }) => ({
        fromBase: fromBase.toString(),
        priceRupiah: priceRupiah.toString(),
      })),
      kindPrices: Object.fromEntries(
        Object.entries(listing.kindPrices).map(([kind, price]) => [kind, price.toString()]),
      ),
      priceValidUntil: listing.renewUntil,
    };
  const amount = (text: string) => parseRupiah(text)?.toString() ?? text;
  const cost = form.text("cost");
  return {
    priceRupiah: amount(form.text("price") ?? ""),
    tiers: tiersWish(form, listing.basePerUnit),
    kindPrices: kindPricesWish(form),
    ...(cost === undefined ? {} : { costRupiah: amount(cost) }),
    priceValidUntil: form.text("validUntil"),
  };
}
