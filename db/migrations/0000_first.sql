CREATE TABLE "allotment_rounds" (
	"id" text PRIMARY KEY NOT NULL,
	"call_off_id" text NOT NULL,
	"round" smallint NOT NULL,
	"rule" text NOT NULL,
	"state" text NOT NULL,
	"packs" integer NOT NULL,
	"instance" jsonb NOT NULL,
	"result" jsonb NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"proposed_by" text NOT NULL,
	"published_at" timestamp with time zone,
	"published_by" text,
	"note" text,
	CONSTRAINT "allotment_rounds_state" CHECK ("allotment_rounds"."state" in ('proposed', 'published', 'discarded')),
	CONSTRAINT "allotment_rounds_rule" CHECK ("allotment_rounds"."rule" in ('hamilton', 'webster', 'equal', 'priority'))
);
--> statement-breakpoint
CREATE TABLE "allotments" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"call_off_id" text NOT NULL,
	"koperasi_id" text NOT NULL,
	"packs" integer NOT NULL,
	"accepted_packs" integer,
	"state" text NOT NULL,
	"because" jsonb NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "allotments_once" UNIQUE("round_id","koperasi_id"),
	CONSTRAINT "allotments_state" CHECK ("allotments"."state" in ('proposed', 'published', 'accepted', 'declined', 'lapsed', 'fulfilled', 'broken', 'withdrawn')),
	CONSTRAINT "allotments_packs" CHECK ("allotments"."packs" >= 0 and ("allotments"."accepted_packs" is null or ("allotments"."accepted_packs" >= 0 and "allotments"."accepted_packs" <= "allotments"."packs")))
);
--> statement-breakpoint
CREATE TABLE "commodities" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"category" text NOT NULL,
	"base_unit" text NOT NULL,
	"tax_class" text NOT NULL,
	"storage_class" text NOT NULL,
	"shelf_life_days" integer NOT NULL,
	"hs_code" text,
	"is_catch_weight" boolean DEFAULT false NOT NULL,
	CONSTRAINT "commodities_base_unit" CHECK ("commodities"."base_unit" in ('g', 'ml', 'piece')),
	CONSTRAINT "commodities_tax_class" CHECK ("commodities"."tax_class" in ('exempt', 'standard'))
);
--> statement-breakpoint
CREATE TABLE "commodity_units" (
	"commodity_code" text NOT NULL,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	CONSTRAINT "commodity_units_commodity_code_unit_pk" PRIMARY KEY("commodity_code","unit"),
	CONSTRAINT "commodity_units_size" CHECK ("commodity_units"."base_per_unit" > 0)
);
--> statement-breakpoint
CREATE TABLE "grades" (
	"commodity_code" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"rank" smallint NOT NULL,
	CONSTRAINT "grades_commodity_code_code_pk" PRIMARY KEY("commodity_code","code"),
	CONSTRAINT "grades_rank" UNIQUE("commodity_code","rank")
);
--> statement-breakpoint
CREATE TABLE "listings" (
	"id" text PRIMARY KEY NOT NULL,
	"seller_id" text NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text NOT NULL,
	"title" text NOT NULL,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"cost_rupiah" bigint,
	"min_order_base" bigint NOT NULL,
	"capacity_base_per_day" bigint NOT NULL,
	"lead_time_hours" integer DEFAULT 0 NOT NULL,
	"radius_metres" integer NOT NULL,
	"photo_id" text,
	"note" text,
	"price_valid_until" date NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "listings_price" CHECK ("listings"."price_rupiah" > 0 and "listings"."base_per_unit" > 0),
	CONSTRAINT "listings_limits" CHECK ("listings"."min_order_base" >= 0 and "listings"."capacity_base_per_day" > 0 and "listings"."radius_metres" > 0),
	CONSTRAINT "listings_state" CHECK ("listings"."state" in ('open', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "lot_sources" (
	"lot_id" text NOT NULL,
	"producer_id" text NOT NULL,
	"quantity_base" bigint NOT NULL,
	CONSTRAINT "lot_sources_lot_id_producer_id_pk" PRIMARY KEY("lot_id","producer_id"),
	CONSTRAINT "lot_sources_quantity" CHECK ("lot_sources"."quantity_base" > 0)
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"id" text PRIMARY KEY NOT NULL,
	"listing_id" text NOT NULL,
	"seller_id" text NOT NULL,
	"origin_region_code" text NOT NULL,
	"harvested_on" date NOT NULL,
	"available_from" date NOT NULL,
	"expires_on" date NOT NULL,
	"quantity_base" bigint NOT NULL,
	"reserved_base" bigint DEFAULT 0 NOT NULL,
	"shipped_base" bigint DEFAULT 0 NOT NULL,
	"lost_base" bigint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lots_parts" CHECK ("lots"."reserved_base" >= 0 and "lots"."shipped_base" >= 0 and "lots"."lost_base" >= 0),
	CONSTRAINT "lots_conserve" CHECK ("lots"."reserved_base" + "lots"."shipped_base" + "lots"."lost_base" <= "lots"."quantity_base"),
	CONSTRAINT "lots_days" CHECK ("lots"."available_from" >= "lots"."harvested_on" and "lots"."expires_on" >= "lots"."available_from")
);
--> statement-breakpoint
CREATE TABLE "price_ceilings" (
	"id" text PRIMARY KEY NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text,
	"kind" text NOT NULL,
	"region_code" text,
	"price_rupiah" bigint NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"source" text NOT NULL,
	CONSTRAINT "price_ceilings_price" CHECK ("price_ceilings"."price_rupiah" > 0 and "price_ceilings"."base_per_unit" > 0),
	CONSTRAINT "price_ceilings_kind" CHECK ("price_ceilings"."kind" in ('het', 'hap', 'farm_floor'))
);
--> statement-breakpoint
CREATE TABLE "producers" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"name" text NOT NULL,
	"phone" text,
	"region_code" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reference_prices" (
	"id" text PRIMARY KEY NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text,
	"region_code" text NOT NULL,
	"on_day" date NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "reference_prices_day" UNIQUE NULLS NOT DISTINCT("commodity_code","grade_code","region_code","on_day","source"),
	CONSTRAINT "reference_prices_price" CHECK ("reference_prices"."price_rupiah" > 0)
);
--> statement-breakpoint
CREATE TABLE "seller_days" (
	"listing_id" text NOT NULL,
	"day" date NOT NULL,
	"used_base" bigint NOT NULL,
	"capacity_base" bigint NOT NULL,
	CONSTRAINT "seller_days_listing_id_day_pk" PRIMARY KEY("listing_id","day"),
	CONSTRAINT "seller_days_capacity" CHECK ("seller_days"."used_base" >= 0 and "seller_days"."used_base" <= "seller_days"."capacity_base")
);
--> statement-breakpoint
CREATE TABLE "commitments" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"order_line_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"seller_id" text NOT NULL,
	"listing_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"delivery_day" date NOT NULL,
	"state" text NOT NULL,
	"offered_base" bigint NOT NULL,
	"accepted_base" bigint,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"match_run_id" text,
	"offered_at" timestamp with time zone NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "commitments_state" CHECK ("commitments"."state" in ('offered', 'accepted', 'declined', 'lapsed', 'fulfilled', 'broken', 'cancelled')),
	CONSTRAINT "commitments_offered" CHECK ("commitments"."offered_base" > 0 and "commitments"."price_rupiah" > 0 and "commitments"."base_per_unit" > 0),
	CONSTRAINT "commitments_accepted" CHECK ("commitments"."accepted_base" is null or ("commitments"."accepted_base" > 0 and "commitments"."accepted_base" <= "commitments"."offered_base")),
	CONSTRAINT "commitments_accepted_set" CHECK ("commitments"."state" not in ('accepted', 'fulfilled') or "commitments"."accepted_base" is not null)
);
--> statement-breakpoint
CREATE TABLE "call_off_capacities" (
	"call_off_id" text NOT NULL,
	"koperasi_id" text NOT NULL,
	"packs_max" integer NOT NULL,
	"weight" integer NOT NULL,
	"floor_packs" integer DEFAULT 0 NOT NULL,
	"declared_at" timestamp with time zone NOT NULL,
	CONSTRAINT "call_off_capacities_call_off_id_koperasi_id_pk" PRIMARY KEY("call_off_id","koperasi_id"),
	CONSTRAINT "call_off_capacities_packs" CHECK ("call_off_capacities"."packs_max" >= 0 and "call_off_capacities"."weight" >= 1 and "call_off_capacities"."floor_packs" >= 0)
);
--> statement-breakpoint
CREATE TABLE "call_offs" (
	"id" text PRIMARY KEY NOT NULL,
	"contract_id" text NOT NULL,
	"hub_id" text NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"delivery_day" date NOT NULL,
	"packs" integer NOT NULL,
	"base_per_pack" bigint NOT NULL,
	"price_rupiah_per_pack" bigint NOT NULL,
	"price_because" jsonb NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	"opened_by" text,
	"opened_at" timestamp with time zone NOT NULL,
	"note" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "call_offs_state" CHECK ("call_offs"."state" in ('open', 'locked', 'closed', 'cancelled')),
	CONSTRAINT "call_offs_packs" CHECK ("call_offs"."packs" > 0 and "call_offs"."base_per_pack" > 0 and "call_offs"."price_rupiah_per_pack" > 0)
);
--> statement-breakpoint
CREATE TABLE "contract_months" (
	"contract_id" text NOT NULL,
	"month" text NOT NULL,
	"drawn_base" bigint NOT NULL,
	"limit_base" bigint NOT NULL,
	CONSTRAINT "contract_months_contract_id_month_pk" PRIMARY KEY("contract_id","month"),
	CONSTRAINT "contract_months_limit" CHECK ("contract_months"."drawn_base" >= 0 and "contract_months"."drawn_base" <= "contract_months"."limit_base")
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"id" text PRIMARY KEY NOT NULL,
	"hub_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"number" text NOT NULL,
	"mou_number" text,
	"agreement_number" text,
	"state" text NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text NOT NULL,
	"pack_unit" text NOT NULL,
	"base_per_pack" bigint NOT NULL,
	"volume_min_base_per_month" bigint NOT NULL,
	"volume_max_base_per_month" bigint NOT NULL,
	"tolerance_basis_points" integer NOT NULL,
	"price_rule" jsonb NOT NULL,
	"freight_paid_by" text NOT NULL,
	"freight_rupiah_per_tonne" bigint NOT NULL,
	"destination_region_code" text NOT NULL,
	"destination_address" text NOT NULL,
	"payment_term_days" integer NOT NULL,
	"claim_window_hours" integer NOT NULL,
	"breakage_allowance_basis_points" integer NOT NULL,
	"shrink_allowance_basis_points" integer NOT NULL,
	"levy_basis_points" integer DEFAULT 0 NOT NULL,
	"levy_legal_basis" text,
	"service_fee_basis_points" integer DEFAULT 0 NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"signed_at" timestamp with time zone,
	"signed_by" text,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "contracts_state" CHECK ("contracts"."state" in ('draft', 'active', 'ended', 'terminated')),
	CONSTRAINT "contracts_volume" CHECK (0 <= "contracts"."volume_min_base_per_month" and "contracts"."volume_min_base_per_month" <= "contracts"."volume_max_base_per_month" and "contracts"."base_per_pack" > 0),
	CONSTRAINT "contracts_period" CHECK ("contracts"."ends_on" >= "contracts"."starts_on"),
	CONSTRAINT "contracts_levy" CHECK ("contracts"."levy_basis_points" = 0 or "contracts"."levy_legal_basis" is not null)
);
--> statement-breakpoint
CREATE TABLE "document_readers" (
	"document_id" text NOT NULL,
	"organisation_id" text NOT NULL,
	CONSTRAINT "document_readers_document_id_organisation_id_pk" PRIMARY KEY("document_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "document_series" (
	"organisation_id" text NOT NULL,
	"kind" text NOT NULL,
	"year" smallint NOT NULL,
	"last_serial" integer NOT NULL,
	CONSTRAINT "document_series_organisation_id_kind_year_pk" PRIMARY KEY("organisation_id","kind","year")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"kind" text NOT NULL,
	"year" smallint NOT NULL,
	"serial" integer NOT NULL,
	"number" text NOT NULL,
	"subject_id" text NOT NULL,
	"facts" jsonb NOT NULL,
	"facts_hash" text NOT NULL,
	"verification_code" text NOT NULL,
	"state" text DEFAULT 'issued' NOT NULL,
	"void_reason" text,
	"voided_at" timestamp with time zone,
	"issued_at" timestamp with time zone NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"file_id" text,
	"rendered_at" timestamp with time zone,
	CONSTRAINT "documents_state" CHECK ("documents"."state" in ('issued', 'voided')),
	CONSTRAINT "documents_void" CHECK (("documents"."state" = 'voided') = ("documents"."void_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "access_links" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"subject_id" text NOT NULL,
	"organisation_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "access_links_once" UNIQUE("token_hash","purpose")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"label" text NOT NULL,
	"hint" text NOT NULL,
	"key_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_role" CHECK ("api_keys"."role" in ('kitchen_head', 'kitchen_finance', 'kitchen_nutrition', 'kitchen_field', 'foundation_maker', 'koperasi_chair', 'koperasi_business', 'koperasi_secretary', 'koperasi_treasurer', 'koperasi_warehouse', 'koperasi_overseer', 'hub_head', 'hub_contracts', 'hub_logistics', 'hub_cashier', 'bumd_sales', 'bumd_warehouse', 'bumd_finance', 'agency_officer', 'agency_viewer', 'operator_admin'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"organisation_id" text NOT NULL,
	"role" text NOT NULL,
	"email" text NOT NULL,
	"invited_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_role" CHECK ("invitations"."role" in ('kitchen_head', 'kitchen_finance', 'kitchen_nutrition', 'kitchen_field', 'foundation_maker', 'koperasi_chair', 'koperasi_business', 'koperasi_secretary', 'koperasi_treasurer', 'koperasi_warehouse', 'koperasi_overseer', 'hub_head', 'hub_contracts', 'hub_logistics', 'hub_cashier', 'bumd_sales', 'bumd_warehouse', 'bumd_finance', 'agency_officer', 'agency_viewer', 'operator_admin'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"organisation_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('kitchen_head', 'kitchen_finance', 'kitchen_nutrition', 'kitchen_field', 'foundation_maker', 'koperasi_chair', 'koperasi_business', 'koperasi_secretary', 'koperasi_treasurer', 'koperasi_warehouse', 'koperasi_overseer', 'hub_head', 'hub_contracts', 'hub_logistics', 'hub_cashier', 'bumd_sales', 'bumd_warehouse', 'bumd_finance', 'agency_officer', 'agency_viewer', 'operator_admin'))
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"short_name" text NOT NULL,
	"region_code" text NOT NULL,
	"city_code" text NOT NULL,
	"state" text NOT NULL,
	"state_reason" text,
	"state_changed_at" timestamp with time zone NOT NULL,
	"foundation_id" text,
	"address" text NOT NULL,
	"phone" text,
	"latitude" double precision,
	"longitude" double precision,
	"registry_number" text,
	"deed_number" text,
	"business_number" text,
	"tax_number" text,
	"is_vat_registered" boolean DEFAULT false NOT NULL,
	"bank_name" text,
	"bank_account" text,
	"bank_account_holder" text,
	"member_count" integer,
	"small_portions" integer,
	"large_portions" integer,
	"receiving_windows" text,
	"payment_term_days" integer DEFAULT 7 NOT NULL,
	"hygiene_certificate_expires_on" date,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "organisations_kind" CHECK ("organisations"."kind" in ('koperasi', 'kitchen', 'foundation', 'trade_center', 'bumd', 'agency', 'operator')),
	CONSTRAINT "organisations_state" CHECK ("organisations"."state" in ('registered', 'rejected', 'active', 'suspended')),
	CONSTRAINT "organisations_slug_form" CHECK ("organisations"."slug" ~ '^[a-z0-9](-?[a-z0-9])+$')
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" text PRIMARY KEY NOT NULL,
	"full_name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text,
	"password_hash" text,
	"totp_sealed" "bytea",
	"totp_confirmed_at" timestamp with time zone,
	"locale" text DEFAULT 'id' NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "persons_email_lower" CHECK ("persons"."email" = lower("persons"."email"))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "verification_decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"event" text NOT NULL,
	"reason" text,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification_papers" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"kind" text NOT NULL,
	"file_id" text NOT NULL,
	"expires_on" date,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"invoice_id" text NOT NULL,
	"position" smallint NOT NULL,
	"shipment_line_id" text,
	"description" text NOT NULL,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"quantity_base" bigint NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"tax_class" text NOT NULL,
	"tax_rupiah" bigint NOT NULL,
	CONSTRAINT "invoice_lines_position" UNIQUE("invoice_id","position"),
	CONSTRAINT "invoice_lines_amount" CHECK ("invoice_lines"."quantity_base" >= 0 and "invoice_lines"."amount_rupiah" >= 0 and "invoice_lines"."tax_rupiah" >= 0)
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" text PRIMARY KEY NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"state" text NOT NULL,
	"shipment_id" text,
	"call_off_id" text,
	"order_id" text,
	"number" text,
	"goods_rupiah" bigint NOT NULL,
	"freight_rupiah" bigint NOT NULL,
	"tax_rupiah" bigint NOT NULL,
	"total_rupiah" bigint NOT NULL,
	"paid_rupiah" bigint DEFAULT 0 NOT NULL,
	"drafted_at" timestamp with time zone NOT NULL,
	"issued_at" timestamp with time zone,
	"issued_by" text,
	"due_on" date NOT NULL,
	"state_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "invoices_state" CHECK ("invoices"."state" in ('draft', 'issued', 'settled', 'credited', 'discarded')),
	CONSTRAINT "invoices_basis" CHECK (("invoices"."shipment_id" is null) <> ("invoices"."call_off_id" is null)),
	CONSTRAINT "invoices_total" CHECK ("invoices"."total_rupiah" = "invoices"."goods_rupiah" + "invoices"."freight_rupiah" + "invoices"."tax_rupiah" and "invoices"."goods_rupiah" >= 0 and "invoices"."freight_rupiah" >= 0 and "invoices"."tax_rupiah" >= 0),
	CONSTRAINT "invoices_paid" CHECK ("invoices"."paid_rupiah" >= 0 and "invoices"."paid_rupiah" <= "invoices"."total_rupiah"),
	CONSTRAINT "invoices_settled" CHECK ("invoices"."state" <> 'settled' or "invoices"."paid_rupiah" = "invoices"."total_rupiah"),
	CONSTRAINT "invoices_numbered" CHECK ("invoices"."state" in ('draft', 'discarded') or "invoices"."number" is not null)
);
--> statement-breakpoint
CREATE TABLE "koperasi_statements" (
	"id" text PRIMARY KEY NOT NULL,
	"call_off_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"hub_id" text NOT NULL,
	"koperasi_id" text NOT NULL,
	"accepted_base" bigint NOT NULL,
	"gross_rupiah" bigint NOT NULL,
	"freight_rupiah" bigint NOT NULL,
	"levy_rupiah" bigint NOT NULL,
	"fee_rupiah" bigint NOT NULL,
	"claim_rupiah" bigint NOT NULL,
	"net_rupiah" bigint NOT NULL,
	"paid_rupiah" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "koperasi_statements_once" UNIQUE("call_off_id","koperasi_id"),
	CONSTRAINT "koperasi_statements_net" CHECK ("koperasi_statements"."net_rupiah" = "koperasi_statements"."gross_rupiah" - "koperasi_statements"."freight_rupiah" - "koperasi_statements"."levy_rupiah" - "koperasi_statements"."fee_rupiah" - "koperasi_statements"."claim_rupiah"),
	CONSTRAINT "koperasi_statements_paid" CHECK ("koperasi_statements"."paid_rupiah" >= 0 and "koperasi_statements"."paid_rupiah" <= "koperasi_statements"."net_rupiah")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text,
	"balance" bigint DEFAULT 0 NOT NULL,
	"balance_min" bigint,
	"balance_max" bigint,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_code" UNIQUE NULLS NOT DISTINCT("organisation_id","code","subject_id"),
	CONSTRAINT "accounts_kind" CHECK ("accounts"."kind" in ('asset', 'liability', 'equity', 'income', 'expense', 'memo')),
	CONSTRAINT "accounts_balance_min" CHECK ("accounts"."balance_min" is null or "accounts"."balance" >= "accounts"."balance_min"),
	CONSTRAINT "accounts_balance_max" CHECK ("accounts"."balance_max" is null or "accounts"."balance" <= "accounts"."balance_max")
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"id" text PRIMARY KEY NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "entries_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"occurred_on" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"narration" text NOT NULL,
	"reverses_id" text,
	CONSTRAINT "entries_once" UNIQUE("organisation_id","kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"id" text PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"account_id" text NOT NULL,
	"position" smallint NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "postings_position" UNIQUE("entry_id","position"),
	CONSTRAINT "postings_amount" CHECK ("postings"."amount" <> 0)
);
--> statement-breakpoint
CREATE TABLE "market_days" (
	"city_code" text NOT NULL,
	"delivery_day" date NOT NULL,
	"cut_off_at" timestamp with time zone NOT NULL,
	"cleared_at" timestamp with time zone,
	"run_id" text,
	CONSTRAINT "market_days_city_code_delivery_day_pk" PRIMARY KEY("city_code","delivery_day")
);
--> statement-breakpoint
CREATE TABLE "match_reasons" (
	"run_id" text NOT NULL,
	"order_line_id" text NOT NULL,
	"because" jsonb NOT NULL,
	CONSTRAINT "match_reasons_run_id_order_line_id_pk" PRIMARY KEY("run_id","order_line_id")
);
--> statement-breakpoint
CREATE TABLE "match_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"city_code" text NOT NULL,
	"delivery_day" date NOT NULL,
	"trigger" text NOT NULL,
	"state" text NOT NULL,
	"instance_hash" text NOT NULL,
	"instance" jsonb NOT NULL,
	"result" jsonb NOT NULL,
	"is_unique" boolean NOT NULL,
	"line_count" integer NOT NULL,
	"offer_count" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"person_id" text,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"params" jsonb NOT NULL,
	"path" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"fund" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"source" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "budgets_period" UNIQUE("organisation_id","fund","starts_on"),
	CONSTRAINT "budgets_amount" CHECK ("budgets"."amount_rupiah" > 0),
	CONSTRAINT "budgets_period_order" CHECK ("budgets"."ends_on" >= "budgets"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"position" smallint NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text NOT NULL,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"quantity_base" bigint NOT NULL,
	"ceiling_rupiah" bigint NOT NULL,
	"legal_ceiling_rupiah" bigint,
	"override_reason" text,
	"dish_group" text,
	"specification" text,
	"promised_base" bigint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "order_lines_position" UNIQUE("order_id","position"),
	CONSTRAINT "order_lines_quantity" CHECK ("order_lines"."quantity_base" > 0 and "order_lines"."base_per_unit" > 0),
	CONSTRAINT "order_lines_ceiling" CHECK ("order_lines"."ceiling_rupiah" > 0),
	CONSTRAINT "order_lines_promised" CHECK ("order_lines"."promised_base" >= 0 and "order_lines"."promised_base" <= "order_lines"."quantity_base"),
	CONSTRAINT "order_lines_override" CHECK ("order_lines"."legal_ceiling_rupiah" is null or "order_lines"."ceiling_rupiah" <= "order_lines"."legal_ceiling_rupiah" or "order_lines"."override_reason" is not null)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"buyer_id" text NOT NULL,
	"city_code" text NOT NULL,
	"state" text NOT NULL,
	"delivery_day" date NOT NULL,
	"window_start" text NOT NULL,
	"window_end" text NOT NULL,
	"budget_id" text,
	"reserved_rupiah" bigint DEFAULT 0 NOT NULL,
	"urgency_class" smallint DEFAULT 1 NOT NULL,
	"payment_term_days" integer NOT NULL,
	"note" text,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"submitted_by" text,
	"submitted_at" timestamp with time zone,
	"approved_by" text,
	"approved_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"state_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "orders_state" CHECK ("orders"."state" in ('draft', 'submitted', 'approved', 'closed', 'cancelled', 'expired')),
	CONSTRAINT "orders_urgency" CHECK ("orders"."urgency_class" between 0 and 2),
	CONSTRAINT "orders_reserved" CHECK ("orders"."reserved_rupiah" >= 0),
	CONSTRAINT "orders_two_people" CHECK ("orders"."approved_by" is null or "orders"."approved_by" <> "orders"."submitted_by")
);
--> statement-breakpoint
CREATE TABLE "payment_allocations" (
	"payment_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	CONSTRAINT "payment_allocations_payment_id_invoice_id_pk" PRIMARY KEY("payment_id","invoice_id"),
	CONSTRAINT "payment_allocations_amount" CHECK ("payment_allocations"."amount_rupiah" > 0)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" text PRIMARY KEY NOT NULL,
	"payer_id" text NOT NULL,
	"payee_id" text NOT NULL,
	"state" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"transferred_on" date NOT NULL,
	"bank_name" text NOT NULL,
	"bank_reference" text NOT NULL,
	"proof_id" text NOT NULL,
	"proof_sha256" text NOT NULL,
	"reported_by" text,
	"reported_at" timestamp with time zone NOT NULL,
	"verified_by" text,
	"verified_at" timestamp with time zone,
	"reason" text,
	"number" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "payments_state" CHECK ("payments"."state" in ('reported', 'verified', 'rejected')),
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_rupiah" > 0),
	CONSTRAINT "payments_two_people" CHECK ("payments"."verified_by" is null or "payments"."verified_by" <> "payments"."reported_by")
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" text PRIMARY KEY NOT NULL,
	"payer_id" text NOT NULL,
	"payee_organisation_id" text,
	"payee_producer_id" text,
	"statement_id" text,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"requested_by" text,
	"requested_at" timestamp with time zone NOT NULL,
	"approved_by" text,
	"approved_at" timestamp with time zone,
	"settled_on" date,
	"bank_reference" text,
	"reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "payouts_state" CHECK ("payouts"."state" in ('requested', 'approved', 'failed', 'confirmed', 'refused')),
	CONSTRAINT "payouts_amount" CHECK ("payouts"."amount_rupiah" > 0),
	CONSTRAINT "payouts_payee_one" CHECK (("payouts"."payee_organisation_id" is null) <> ("payouts"."payee_producer_id" is null)),
	CONSTRAINT "payouts_two_people" CHECK ("payouts"."approved_by" is null or "payouts"."approved_by" <> "payouts"."requested_by")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"organisation_id" text,
	"command" text NOT NULL,
	"subject_id" text,
	"input" jsonb NOT NULL,
	"causation" text
);
--> statement-breakpoint
CREATE TABLE "command_receipts" (
	"command" text NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"result" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "command_receipts_command_scope_key_pk" PRIMARY KEY("command","scope","key")
);
--> statement-breakpoint
CREATE TABLE "job_failures" (
	"id" text PRIMARY KEY NOT NULL,
	"queue" text NOT NULL,
	"job" text NOT NULL,
	"job_id" text NOT NULL,
	"payload" jsonb NOT NULL,
	"message" text NOT NULL,
	"attempts" integer NOT NULL,
	"failed_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" text
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" text PRIMARY KEY NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "outbox_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"causation" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"relayed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "schedule_runs" (
	"schedule" text PRIMARY KEY NOT NULL,
	"last_run_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stored_files" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"purpose" text NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"byte_count" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stored_files_size" CHECK ("stored_files"."byte_count" = length("stored_files"."bytes"))
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"id" text PRIMARY KEY NOT NULL,
	"from_region_code" text NOT NULL,
	"to_region_code" text NOT NULL,
	"distance_metres" integer NOT NULL,
	"transit_days" integer NOT NULL,
	"freight_rupiah_per_tonne" bigint NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"source" text NOT NULL,
	CONSTRAINT "lanes_from" UNIQUE("from_region_code","to_region_code","valid_from"),
	CONSTRAINT "lanes_cost" CHECK ("lanes"."freight_rupiah_per_tonne" >= 0 and "lanes"."distance_metres" >= 0)
);
--> statement-breakpoint
CREATE TABLE "parameters" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"region_code" text,
	"value" jsonb NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"source" text NOT NULL,
	"needs_checking" boolean DEFAULT false NOT NULL,
	CONSTRAINT "parameters_key" UNIQUE NULLS NOT DISTINCT("key","region_code","valid_from")
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"code" text PRIMARY KEY NOT NULL,
	"level" smallint NOT NULL,
	"name" text NOT NULL,
	"parent_code" text,
	"time_zone" text NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	CONSTRAINT "regions_level" CHECK ("regions"."level" between 1 and 4),
	CONSTRAINT "regions_time_zone" CHECK ("regions"."time_zone" in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'))
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" text PRIMARY KEY NOT NULL,
	"call_off_id" text NOT NULL,
	"shipment_id" text NOT NULL,
	"broken_base" bigint NOT NULL,
	"allowance_base" bigint NOT NULL,
	"claimed_base" bigint NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"raised_by" text,
	CONSTRAINT "claims_quantity" CHECK ("claims"."claimed_base" >= 0 and "claims"."amount_rupiah" >= 0)
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" text PRIMARY KEY NOT NULL,
	"shipment_id" text NOT NULL,
	"number" text NOT NULL,
	"received_by" text,
	"receiver_name" text NOT NULL,
	"witness_name" text,
	"driver_name" text,
	"received_at" timestamp with time zone NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "shipment_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"shipment_id" text NOT NULL,
	"position" smallint NOT NULL,
	"commitment_id" text,
	"allotment_id" text,
	"lot_id" text,
	"description" text NOT NULL,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"promised_base" bigint NOT NULL,
	"loaded_base" bigint NOT NULL,
	"delivered_base" bigint,
	"accepted_base" bigint,
	"rejected_base" bigint,
	"reject_reason" text,
	"disposition" text,
	"temperature_tenths" smallint,
	"photo_id" text,
	"note" text,
	CONSTRAINT "shipment_lines_position" UNIQUE("shipment_id","position"),
	CONSTRAINT "shipment_lines_loaded" CHECK ("shipment_lines"."loaded_base" >= 0 and "shipment_lines"."base_per_unit" > 0),
	CONSTRAINT "shipment_lines_settled" CHECK ("shipment_lines"."delivered_base" is null or ("shipment_lines"."accepted_base" >= 0 and "shipment_lines"."rejected_base" >= 0 and "shipment_lines"."accepted_base" + "shipment_lines"."rejected_base" = "shipment_lines"."delivered_base")),
	CONSTRAINT "shipment_lines_reject" CHECK (coalesce("shipment_lines"."rejected_base", 0) = 0 or ("shipment_lines"."reject_reason" is not null and "shipment_lines"."disposition" is not null))
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"order_id" text,
	"call_off_id" text,
	"trip_id" text,
	"seller_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"state" text NOT NULL,
	"delivery_day" date NOT NULL,
	"number" text,
	"driver_name" text,
	"driver_phone" text,
	"vehicle_plate" text,
	"dispatched_by" text,
	"dispatched_at" timestamp with time zone,
	"note" text,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shipments_state" CHECK ("shipments"."state" in ('planned', 'dispatched', 'received', 'cancelled')),
	CONSTRAINT "shipments_purpose" CHECK (("shipments"."purpose" = 'order') = ("shipments"."order_id" is not null) and ("shipments"."purpose" = 'call_off') = ("shipments"."call_off_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "trip_stops" (
	"id" text PRIMARY KEY NOT NULL,
	"trip_id" text NOT NULL,
	"position" smallint NOT NULL,
	"kind" text NOT NULL,
	"organisation_id" text NOT NULL,
	"planned_packs" integer NOT NULL,
	"distance_metres" integer NOT NULL,
	CONSTRAINT "trip_stops_position" UNIQUE("trip_id","position")
);
--> statement-breakpoint
CREATE TABLE "trips" (
	"id" text PRIMARY KEY NOT NULL,
	"hub_id" text NOT NULL,
	"call_off_id" text NOT NULL,
	"state" text NOT NULL,
	"vehicle_id" text,
	"driver_name" text,
	"planned_for" date NOT NULL,
	"cost_rupiah" bigint NOT NULL,
	"seal_number" text,
	"departed_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"planned_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "trips_state" CHECK ("trips"."state" in ('planned', 'departed', 'delivered', 'cancelled')),
	CONSTRAINT "trips_cost" CHECK ("trips"."cost_rupiah" >= 0)
);
--> statement-breakpoint
CREATE TABLE "vehicles" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"kind" text NOT NULL,
	"plate" text NOT NULL,
	"payload_grams" bigint NOT NULL,
	"cost_rupiah_per_km" bigint NOT NULL,
	"cost_rupiah_min" bigint NOT NULL,
	"driver_name" text,
	CONSTRAINT "vehicles_payload" CHECK ("vehicles"."payload_grams" > 0)
);
--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD CONSTRAINT "allotment_rounds_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD CONSTRAINT "allotment_rounds_published_by_persons_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotments" ADD CONSTRAINT "allotments_round_id_allotment_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."allotment_rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotments" ADD CONSTRAINT "allotments_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotments" ADD CONSTRAINT "allotments_koperasi_id_organisations_id_fk" FOREIGN KEY ("koperasi_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotments" ADD CONSTRAINT "allotments_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commodity_units" ADD CONSTRAINT "commodity_units_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grades" ADD CONSTRAINT "grades_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_photo_id_stored_files_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_sources" ADD CONSTRAINT "lot_sources_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_sources" ADD CONSTRAINT "lot_sources_producer_id_producers_id_fk" FOREIGN KEY ("producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_origin_region_code_regions_code_fk" FOREIGN KEY ("origin_region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD CONSTRAINT "price_ceilings_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD CONSTRAINT "price_ceilings_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "producers" ADD CONSTRAINT "producers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "producers" ADD CONSTRAINT "producers_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD CONSTRAINT "reference_prices_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD CONSTRAINT "reference_prices_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seller_days" ADD CONSTRAINT "seller_days_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_order_line_id_order_lines_id_fk" FOREIGN KEY ("order_line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_off_capacities" ADD CONSTRAINT "call_off_capacities_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_off_capacities" ADD CONSTRAINT "call_off_capacities_koperasi_id_organisations_id_fk" FOREIGN KEY ("koperasi_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_offs" ADD CONSTRAINT "call_offs_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_offs" ADD CONSTRAINT "call_offs_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_offs" ADD CONSTRAINT "call_offs_opened_by_persons_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_months" ADD CONSTRAINT "contract_months_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_destination_region_code_regions_code_fk" FOREIGN KEY ("destination_region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_signed_by_persons_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_created_by_persons_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_readers" ADD CONSTRAINT "document_readers_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_readers" ADD CONSTRAINT "document_readers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_series" ADD CONSTRAINT "document_series_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_links" ADD CONSTRAINT "access_links_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_persons_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_city_code_regions_code_fk" FOREIGN KEY ("city_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_foundation_id_organisations_id_fk" FOREIGN KEY ("foundation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_decisions" ADD CONSTRAINT "verification_decisions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_papers" ADD CONSTRAINT "verification_papers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_papers" ADD CONSTRAINT "verification_papers_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_shipment_line_id_shipment_lines_id_fk" FOREIGN KEY ("shipment_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_issued_by_persons_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_koperasi_id_organisations_id_fk" FOREIGN KEY ("koperasi_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_reverses_id_entries_id_fk" FOREIGN KEY ("reverses_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "market_days" ADD CONSTRAINT "market_days_city_code_regions_code_fk" FOREIGN KEY ("city_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "market_days" ADD CONSTRAINT "market_days_run_id_match_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_reasons" ADD CONSTRAINT "match_reasons_run_id_match_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_reasons" ADD CONSTRAINT "match_reasons_order_line_id_order_lines_id_fk" FOREIGN KEY ("order_line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_city_code_regions_code_fk" FOREIGN KEY ("city_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_created_by_persons_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_budget_id_budgets_id_fk" FOREIGN KEY ("budget_id") REFERENCES "public"."budgets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_created_by_persons_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_submitted_by_persons_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_approved_by_persons_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_payer_id_organisations_id_fk" FOREIGN KEY ("payer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_payee_id_organisations_id_fk" FOREIGN KEY ("payee_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_proof_id_stored_files_id_fk" FOREIGN KEY ("proof_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_reported_by_persons_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_verified_by_persons_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_payer_id_organisations_id_fk" FOREIGN KEY ("payer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_payee_organisation_id_organisations_id_fk" FOREIGN KEY ("payee_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_payee_producer_id_producers_id_fk" FOREIGN KEY ("payee_producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_statement_id_koperasi_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."koperasi_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_requested_by_persons_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_approved_by_persons_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lanes" ADD CONSTRAINT "lanes_from_region_code_regions_code_fk" FOREIGN KEY ("from_region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lanes" ADD CONSTRAINT "lanes_to_region_code_regions_code_fk" FOREIGN KEY ("to_region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parameters" ADD CONSTRAINT "parameters_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_raised_by_persons_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_received_by_persons_id_fk" FOREIGN KEY ("received_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_allotment_id_allotments_id_fk" FOREIGN KEY ("allotment_id") REFERENCES "public"."allotments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_photo_id_stored_files_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_trip_id_trips_id_fk" FOREIGN KEY ("trip_id") REFERENCES "public"."trips"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_dispatched_by_persons_id_fk" FOREIGN KEY ("dispatched_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trip_stops" ADD CONSTRAINT "trip_stops_trip_id_trips_id_fk" FOREIGN KEY ("trip_id") REFERENCES "public"."trips"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trip_stops" ADD CONSTRAINT "trip_stops_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allotment_rounds_call_off" ON "allotment_rounds" USING btree ("call_off_id","round");--> statement-breakpoint
CREATE INDEX "allotments_koperasi" ON "allotments" USING btree ("koperasi_id","state");--> statement-breakpoint
CREATE INDEX "allotments_call_off" ON "allotments" USING btree ("call_off_id");--> statement-breakpoint
CREATE INDEX "listings_seller" ON "listings" USING btree ("seller_id","state");--> statement-breakpoint
CREATE INDEX "listings_market" ON "listings" USING btree ("commodity_code","state","price_valid_until");--> statement-breakpoint
CREATE INDEX "lot_sources_producer" ON "lot_sources" USING btree ("producer_id");--> statement-breakpoint
CREATE INDEX "lots_listing" ON "lots" USING btree ("listing_id","expires_on");--> statement-breakpoint
CREATE INDEX "lots_seller" ON "lots" USING btree ("seller_id");--> statement-breakpoint
CREATE INDEX "price_ceilings_commodity" ON "price_ceilings" USING btree ("commodity_code","valid_from");--> statement-breakpoint
CREATE INDEX "producers_organisation" ON "producers" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "commitments_seller" ON "commitments" USING btree ("seller_id","state","delivery_day");--> statement-breakpoint
CREATE INDEX "commitments_order" ON "commitments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "commitments_line" ON "commitments" USING btree ("order_line_id");--> statement-breakpoint
CREATE INDEX "commitments_due" ON "commitments" USING btree ("answer_by") WHERE state = 'offered';--> statement-breakpoint
CREATE INDEX "commitments_lot" ON "commitments" USING btree ("lot_id");--> statement-breakpoint
CREATE UNIQUE INDEX "call_offs_number" ON "call_offs" USING btree ("hub_id","number");--> statement-breakpoint
CREATE INDEX "call_offs_contract" ON "call_offs" USING btree ("contract_id","delivery_day");--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_number" ON "contracts" USING btree ("hub_id","number");--> statement-breakpoint
CREATE INDEX "contracts_buyer" ON "contracts" USING btree ("buyer_id");--> statement-breakpoint
CREATE INDEX "document_readers_organisation" ON "document_readers" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_serial" ON "documents" USING btree ("organisation_id","kind","year","serial");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_code" ON "documents" USING btree ("verification_code");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_subject" ON "documents" USING btree ("subject_id","kind","organisation_id");--> statement-breakpoint
CREATE INDEX "documents_number" ON "documents" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "access_links_token" ON "access_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "access_links_subject" ON "access_links" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "api_keys_organisation" ON "api_keys" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "invitations_organisation" ON "invitations" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_once" ON "memberships" USING btree ("person_id","organisation_id","role") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "memberships_organisation" ON "memberships" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_slug" ON "organisations" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_short_name" ON "organisations" USING btree ("short_name","city_code");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_koperasi_region" ON "organisations" USING btree ("region_code") WHERE kind = 'koperasi';--> statement-breakpoint
CREATE INDEX "organisations_city" ON "organisations" USING btree ("city_code","kind");--> statement-breakpoint
CREATE INDEX "organisations_foundation" ON "organisations" USING btree ("foundation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "password_resets_token" ON "password_resets" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "persons_email" ON "persons" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "verification_decisions_organisation" ON "verification_decisions" USING btree ("organisation_id","decided_at");--> statement-breakpoint
CREATE INDEX "verification_papers_organisation" ON "verification_papers" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_shipment" ON "invoices" USING btree ("shipment_id") WHERE state not in ('discarded', 'credited');--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_call_off" ON "invoices" USING btree ("call_off_id") WHERE state not in ('discarded', 'credited');--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_number" ON "invoices" USING btree ("seller_id","number");--> statement-breakpoint
CREATE INDEX "invoices_buyer" ON "invoices" USING btree ("buyer_id","state","due_on");--> statement-breakpoint
CREATE INDEX "invoices_seller" ON "invoices" USING btree ("seller_id","state","due_on");--> statement-breakpoint
CREATE INDEX "koperasi_statements_koperasi" ON "koperasi_statements" USING btree ("koperasi_id");--> statement-breakpoint
CREATE UNIQUE INDEX "entries_reversed_once" ON "entries" USING btree ("reverses_id");--> statement-breakpoint
CREATE INDEX "entries_organisation" ON "entries" USING btree ("organisation_id","occurred_on");--> statement-breakpoint
CREATE INDEX "entries_subject" ON "entries" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "postings_account" ON "postings" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "market_days_due" ON "market_days" USING btree ("cut_off_at","city_code","delivery_day") WHERE cleared_at is null;--> statement-breakpoint
CREATE INDEX "match_reasons_line" ON "match_reasons" USING btree ("order_line_id");--> statement-breakpoint
CREATE INDEX "match_runs_market" ON "match_runs" USING btree ("city_code","delivery_day","started_at");--> statement-breakpoint
CREATE INDEX "notices_organisation" ON "notices" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("organisation_id","kind","subject_id");--> statement-breakpoint
CREATE INDEX "order_lines_commodity" ON "order_lines" USING btree ("commodity_code");--> statement-breakpoint
CREATE INDEX "orders_buyer" ON "orders" USING btree ("buyer_id","id");--> statement-breakpoint
CREATE INDEX "orders_market" ON "orders" USING btree ("city_code","delivery_day","state");--> statement-breakpoint
CREATE INDEX "payment_allocations_invoice" ON "payment_allocations" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "payments_payee" ON "payments" USING btree ("payee_id","state");--> statement-breakpoint
CREATE INDEX "payments_payer" ON "payments" USING btree ("payer_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_proof" ON "payments" USING btree ("payee_id","proof_sha256") WHERE state <> 'rejected';--> statement-breakpoint
CREATE INDEX "payouts_payer" ON "payouts" USING btree ("payer_id","state");--> statement-breakpoint
CREATE INDEX "payouts_payee" ON "payouts" USING btree ("payee_organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_statement" ON "payouts" USING btree ("statement_id") WHERE state not in ('failed', 'refused');--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_organisation" ON "audit_events" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "command_receipts_age" ON "command_receipts" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "job_failures_open" ON "job_failures" USING btree ("failed_at") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "mails_queued" ON "mails" USING btree ("created_at") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("sequence") WHERE relayed_at is null;--> statement-breakpoint
CREATE INDEX "outbox_relayed" ON "outbox" USING btree ("relayed_at");--> statement-breakpoint
CREATE INDEX "stored_files_sha256" ON "stored_files" USING btree ("owner_id","sha256");--> statement-breakpoint
CREATE INDEX "regions_parent" ON "regions" USING btree ("parent_code");--> statement-breakpoint
CREATE INDEX "regions_name" ON "regions" USING btree (lower("name") text_pattern_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "claims_shipment" ON "claims" USING btree ("shipment_id");--> statement-breakpoint
CREATE INDEX "claims_call_off" ON "claims" USING btree ("call_off_id");--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_shipment" ON "receipts" USING btree ("shipment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shipment_lines_commitment" ON "shipment_lines" USING btree ("commitment_id");--> statement-breakpoint
CREATE INDEX "shipment_lines_allotment" ON "shipment_lines" USING btree ("allotment_id");--> statement-breakpoint
CREATE INDEX "shipments_seller" ON "shipments" USING btree ("seller_id","state");--> statement-breakpoint
CREATE INDEX "shipments_buyer" ON "shipments" USING btree ("buyer_id","state");--> statement-breakpoint
CREATE INDEX "shipments_order" ON "shipments" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shipments_share" ON "shipments" USING btree ("call_off_id","seller_id") WHERE state <> 'cancelled' and call_off_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "trips_call_off" ON "trips" USING btree ("call_off_id") WHERE state <> 'cancelled';--> statement-breakpoint
CREATE UNIQUE INDEX "vehicles_plate" ON "vehicles" USING btree ("plate");