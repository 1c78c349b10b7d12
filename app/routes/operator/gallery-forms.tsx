import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type FormSpecimensProps = {
  readonly formKey: string;
  readonly errors: Readonly<Record<string, string>> | undefined;
  /** What arrived, as text: to see what a field really sends. */
  readonly sent: string | undefined;
};

/** Every field. Sending it shows the errors. */
export function FormSpecimens({ formKey, errors, sent }: FormSpecimensProps) {
  return (
    <Section title="Formulir" tone="card" id="formulir">
      <Form idempotencyKey={formKey} action="/operator/galeri#formulir" keepScroll>
        <ErrorSummary errors={errors} />
        {sent === undefined ? null : (
          <output className="rounded-md bg-sunken p-3 font-mono text-sm break-all">{sent}</output>
        )}
        <TextInput
          name="name"
          label="Nama koperasi"
          hint="Seperti tertulis di akta."
          defaultValue="KKMP Bendogerit"
          error={errors?.["name"]}
        />
        <FieldRow>
          <TextInput name="phone" type="tel" label="Nomor WhatsApp" autoComplete="tel" placeholder="0812…" />
          <TextInput
            name="village"
            label="Kelurahan"
            suggestions={["Bendogerit", "Kepanjenkidul", "Sananwetan"]}
            optional
          />
        </FieldRow>
        <FieldGroup legend="Barang" hint="Harga dan jumlah per hari kirim.">
          <FieldRow>
            <Select
              name="product"
              label="Barang"
              placeholder="Pilih barang"
              options={[
                { value: "spinach", label: "Bayam hijau", group: "Sayur" },
                { value: "carrot", label: "Wortel", group: "Sayur" },
                { value: "egg", label: "Telur ayam ras", group: "Lauk" },
                { value: "tempe", label: "Tempe", group: "Lauk", disabled: true },
              ]}
            />
            <DateInput name="day" label="Hari kirim" defaultValue="2026-03-27" />
          </FieldRow>
          <FieldRow>
            <QuantityInput
              name="quantity"
              label="Jumlah"
              unit="kg"
              defaultValue="1250,5"
              error={errors?.["quantity"]}
            />
            <RupiahInput
              name="price"
              label="Harga"
              suffix="/kg"
              defaultValue={15_000n}
              error={errors?.["price"]}
            />
          </FieldRow>
          <NumberStepper name="portions" label="Porsi" defaultValue={250} step={10} unit="porsi" />
        </FieldGroup>
        <Choice
          name="answer"
          label="Jawaban"
          defaultValue="all"
          options={[
            { value: "all", label: "Sanggup semua", hint: "40 kg, kirim Jumat pagi", icon: "check" },
            { value: "part", label: "Sanggup sebagian", hint: "Tulis berapa yang ada", icon: "split" },
            { value: "none", label: "Belum sanggup", hint: "Pesanan dicarikan koperasi lain", icon: "x" },
          ]}
        />
        <Choice
          name="grade"
          label="Mutu"
          layout="row"
          defaultValue="A"
          options={[
            { value: "A", label: "A" },
            { value: "B", label: "B" },
            { value: "C", label: "C", disabled: true },
          ]}
        />
        <FileInput
          name="photo"
          label="Foto timbangan"
          hint="Angka timbangan harus terbaca."
          accept="image/*"
          camera
          optional
        />
        <Textarea name="note" label="Catatan" optional />
        <Checkbox
          name="agree"
          label="Saya sudah menimbang sendiri"
          hint="Nama Anda tercatat di berita acara."
        />
        <FormActions>
          <SubmitButton icon="check" pendingLabel="Mengirim…">
            Kirim dan lihat kesalahannya
          </SubmitButton>
          <SubmitButton variant="secondary" name="intent" value="flash">
            Tampilkan pesan
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
