import { openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import type { Koperasi, World } from "./world.ts";

/** A warehouse of the koperasi, opened last: what was listed before lies at its own address. */
export async function storedAt(town: World, koperasi: Koperasi): Promise<{ readonly warehouseId: string }> {
  const { warehouseId } = await openWarehouse(town.callOf(koperasi.business), {
    name: "Gudang Kota",
    address: "Jalan Gudang 2",
    cityCode: "35.72",
    opensAt: "07:00",
    closesAt: "16:00",
  });
  return { warehouseId };
}
