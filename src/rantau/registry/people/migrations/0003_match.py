"""Matching without sight (design §5.7): one function of the owner that sees everybody and answers with masked rows.

The weights are log2(m/u) in the sense of Fellegi and Sunter: m, how often a field agrees when two records are one
person; u, how often it agrees by chance. They are absolute: the same total means the same odds in every search.

    field     agreement                                             m      u         weight
    NIK       equal                                                 .98    1e-6      20.0   different: -5.6
    passport  equal                                                 .95    1e-5      16.5   different: 0 (renewed)
    phone     equal (families share one, numbers are given anew)    .60    5e-3       7.0   different: -1.0
    birth     equal                                                 .95    1e-4      13.2   else: -6.0
              equal, but the first of January (often a guess)       .95    2e-3       9.0
              day and month exchanged                               .01    1e-4       6.6
              one or ten years apart, or one day                    .02    8e-4       4.6
    sex       equal                                                 .99    .5         1.0   different: -5.6
    regency   equal                                                 .80    .03        4.7   different: -2.3
    name      same matching form, two words or more                 .85    5e-5      14.0   else: -5.0
              same matching form, one word                          .85    1e-3       9.7
              similarity from .8 / .6 / .4                                       9.0 / 6.0 / 2.0

A field that one side does not know weighs nothing. Search by name alone asks the trigram index. Its threshold lies
above what the commonest names alone can reach (else every Muhammad is looked at: 0.8 s in a million);
a single name of five letters or fewer shares too few trigrams with its misspellings and is found exactly only.
"""

from django.db import migrations

TABLES = ("person", "identifier", "contact")
POLICIES = "".join(f"CREATE POLICY match_sees ON {table} FOR SELECT TO rantau_owner USING (true);" for table in TABLES)
FUNCTIONS = r"""
CREATE FUNCTION people_mask(shown text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(left(word, keep) || repeat('•', length(word) - keep), ' ' ORDER BY place)
  FROM (
    SELECT word, place, CASE WHEN length(word) = 1 THEN 0 ELSE least(3, (length(word) + 1) / 2) END AS keep
    FROM regexp_split_to_table(shown, '\s+') WITH ORDINALITY AS words(word, place)
  ) parts
$$;

CREATE FUNCTION people_name_weight(one text, other text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN coalesce(one, '') = '' OR coalesce(other, '') = '' THEN 0.0
    WHEN one = other THEN CASE WHEN position(' ' IN one) > 0 THEN 14.0 ELSE 9.7 END
    WHEN public.similarity(one, other) >= 0.8 THEN 9.0
    WHEN public.similarity(one, other) >= 0.6 THEN 6.0
    WHEN public.similarity(one, other) >= 0.4 THEN 2.0
    ELSE -5.0 END
$$;

CREATE FUNCTION people_name_threshold(asked text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN count(*) = 1 AND max(length(word)) <= 5 THEN 1.0
    WHEN count(*) = 1 THEN 0.5
    ELSE least(0.8, greatest(CASE count(*) WHEN 2 THEN 0.62 ELSE 0.68 END, 0.08
      + coalesce(sum(length(word) + 1) FILTER (WHERE word = ANY (
          '{MUHAMMAD,AHMAD,SITI,NUR,SRI,DEWI,ABDUL,PUTRI,PUTRA,DWI,TRI,EKA}')), 0)::numeric / sum(length(word) + 1))) END
  FROM unnest(string_to_array(asked, ' ')) AS words(word)
$$;

CREATE FUNCTION people_swapped(born date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN extract(day FROM born) <= 12 THEN
    make_date(extract(year FROM born)::int, extract(day FROM born)::int, extract(month FROM born)::int) END
$$;

CREATE FUNCTION people_birth_slips(born date) RETURNS date[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY[
    (born - interval '1 year')::date, (born + interval '1 year')::date,
    (born - interval '10 years')::date, (born + interval '10 years')::date, born - 1, born + 1
  ]
$$;

CREATE FUNCTION people_birth_weight(one date, other date) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN one IS NULL OR other IS NULL THEN 0.0
    WHEN one = other THEN CASE WHEN extract(doy FROM one) = 1 THEN 9.0 ELSE 13.2 END
    WHEN other = people_swapped(one) THEN 6.6
    WHEN other = ANY (people_birth_slips(one)) THEN 4.6
    ELSE -6.0 END
$$;

CREATE FUNCTION people_match(
  asked_nik bytea, asked_passport bytea, asked_phone bytea, asked_number bytea,
  asked_name text, born date, asked_sex text, asked_regency text
) RETURNS TABLE (
  person_id uuid, masked_name text, birth_year int, regency text, w_name numeric, w_birth numeric, w_sex numeric,
  w_regency numeric, w_nik numeric, w_passport numeric, w_phone numeric, total numeric
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_custom_plan SET statement_timeout = '5s' AS $$
#variable_conflict use_column
DECLARE
  threshold numeric;
  by_identifier uuid[];
  by_birth uuid[];
  by_name uuid[];
BEGIN
  SELECT coalesce(array_agg(i.person_id), '{}') INTO by_identifier FROM identifier i
    WHERE (i.kind = 'nik' AND i.digest = asked_nik) OR (i.kind = 'passport' AND i.digest = asked_passport)
       OR (i.kind IN ('ktkln', 'sisko') AND i.digest = asked_number);
  IF asked_phone IS NOT NULL THEN
    by_identifier := by_identifier || ARRAY(
      SELECT c.person_id FROM contact c WHERE c.digest = asked_phone AND c.ended_at IS NULL LIMIT 50);
  END IF;
  IF born IS NOT NULL THEN
    by_birth := ARRAY(
      SELECT p.id FROM person p
      WHERE p.birth_date = ANY (people_birth_slips(born) || people_swapped(born) || born)
      ORDER BY people_name_weight(asked_name, p.name_key) DESC, p.birth_date = born DESC LIMIT 20);
    by_name := ARRAY(SELECT p.id FROM person p WHERE p.name_key = asked_name LIMIT 100);
  ELSIF coalesce(asked_name, '') <> '' THEN
    by_name := ARRAY(SELECT p.id FROM person p WHERE p.name_key = asked_name LIMIT 100);
    threshold := people_name_threshold(asked_name);
    IF coalesce(cardinality(by_name), 0) < 5 AND threshold < 1 THEN
      PERFORM set_config('pg_trgm.similarity_threshold', threshold::text, true);
      by_name := by_name || ARRAY(
        SELECT p.id FROM person p WHERE p.name_key % asked_name
        ORDER BY similarity(p.name_key, asked_name) DESC LIMIT 20);
    END IF;
  END IF;
  RETURN QUERY
  WITH found AS (
    SELECT DISTINCT coalesce(p.merged_into_id, p.id) AS id
    FROM person p WHERE p.id = ANY (by_identifier || by_birth || by_name)
  ), weighed AS (
    SELECT p.id, people_mask(p.name) AS masked, extract(year FROM p.birth_date)::int AS year,
      coalesce(r.name, '')::text AS regency,
      people_name_weight(asked_name, p.name_key) AS name, people_birth_weight(born, p.birth_date) AS birth,
      CASE WHEN coalesce(asked_sex, '') = '' THEN 0.0 WHEN asked_sex = p.sex THEN 1.0 ELSE -5.6 END AS sex,
      CASE WHEN coalesce(asked_regency, '') = '' OR p.regency_id IS NULL THEN 0.0
           WHEN asked_regency = p.regency_id THEN 4.7 ELSE -2.3 END AS home,
      CASE WHEN asked_nik IS NULL OR n.digests IS NULL THEN 0.0
           WHEN asked_nik = ANY (n.digests) THEN 20.0 ELSE -5.6 END AS nik,
      CASE WHEN asked_passport = ANY (s.digests) OR asked_number = ANY (s.digests) THEN 16.5 ELSE 0.0 END AS passport,
      CASE WHEN asked_phone IS NULL OR c.digests IS NULL THEN 0.0
           WHEN asked_phone = ANY (c.digests) THEN 7.0 ELSE -1.0 END AS phone
    FROM found f JOIN person p ON p.id = f.id LEFT JOIN regency r ON r.code = p.regency_id
    CROSS JOIN LATERAL (SELECT array_agg(i.digest) AS digests FROM identifier i
      WHERE i.person_id = p.id AND i.kind = 'nik') n
    CROSS JOIN LATERAL (SELECT array_agg(i.digest) AS digests FROM identifier i
      WHERE i.person_id = p.id AND i.kind <> 'nik') s
    CROSS JOIN LATERAL (SELECT array_agg(k.digest) AS digests FROM contact k
      WHERE k.person_id = p.id AND k.kind = 'phone' AND k.ended_at IS NULL) c
  )
  SELECT w.id, w.masked, w.year, w.regency, w.name, w.birth, w.sex, w.home, w.nik, w.passport, w.phone,
    w.name + w.birth + w.sex + w.home + w.nik + w.passport + w.phone AS total
  FROM weighed w ORDER BY total DESC, w.id LIMIT 5;
END $$;

CREATE FUNCTION people_holder(asked_kind text, asked_digest bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT person_id FROM identifier WHERE kind = asked_kind AND digest = asked_digest AND state = 'held'
$$;

REVOKE ALL ON FUNCTION people_match(bytea, bytea, bytea, bytea, text, date, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION people_holder(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_match(bytea, bytea, bytea, bytea, text, date, text, text) TO rantau_app;
GRANT EXECUTE ON FUNCTION people_holder(text, bytea) TO rantau_app;
"""
UNDO = """
DROP FUNCTION people_holder(text, bytea);
DROP FUNCTION people_match(bytea, bytea, bytea, bytea, text, date, text, text);
DROP FUNCTION people_birth_weight(date, date); DROP FUNCTION people_birth_slips(date);
DROP FUNCTION people_swapped(date); DROP FUNCTION people_name_threshold(text); DROP FUNCTION people_name_weight(text, text); DROP FUNCTION people_mask(text);
DROP POLICY match_sees ON person; DROP POLICY match_sees ON identifier; DROP POLICY match_sees ON contact;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_walls")]
    operations = [migrations.RunSQL(POLICIES + FUNCTIONS, UNDO)]
