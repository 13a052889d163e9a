-- A million accounts with their receipts, to test the lists of the administration.
--
--   createdb assent_million; DATABASE_URL=postgres://…/assent_million npm start      once, then stop it
--   psql postgres://…/assent_million -v people=1000000 -f bench/million.sql
--
-- For a superuser and a temporary database: triggers are off while rows are made, so the ledger has no entries.
-- Some values are rare on purpose: a list must be equally fast if one person in ten thousand matches, or no one
-- who signed in recently. Only the oldest accounts agreed to "Left", and one in ten thousand to "Rare".
\set ON_ERROR_STOP on
\timing off
\if :{?people}
\else
  \set people 1000000
\endif
set session_replication_role = replica;
set synchronous_commit = off;

insert into identity_provider (slug, name, issuer, client_id, client_secret_sealed, scopes, token_auth_method, jit_mode,
    sync_policy, purposes_mode, enabled, position)
select slug, name, 'https://' || slug || '.example', 'assent', 'sealed', 'openid', 'client_secret_basic', 'ask',
    'provider-wins', 'all', true, n
from (values ('large', 'Large', 1), ('small', 'Small', 2)) p (slug, name, n);

insert into purpose (name, name_key, status, position, archived_at)
select name, lower(name), status, n, case when status = 'archived' then now() end
from (values ('Recovery', 'live', 1), ('News', 'live', 2), ('Left', 'archived', 3), ('Rare', 'live', 4)) p (name, status, n);
insert into purpose_version (purpose_id, number, retention_kind, material, published_at)
select p.id, n, 'account-closed', true, now() from purpose p, generate_series(1, 3) n where p.name <> 'Left' or n = 1;
insert into purpose_version_text (version_id, language, name, description)
select v.id, 'en', p.name, 'So that something works.' from purpose_version v join purpose p on p.id = v.purpose_id;
insert into purpose_version_attribute (version_id, attribute_key, mandatory, position)
select v.id, key, key = 'email' and p.name = 'Recovery', n from purpose_version v join purpose p on p.id = v.purpose_id,
    (values ('email', 1), ('phone_number', 2), ('name', 3)) a (key, n);

create temporary table person as
select n, gen_random_uuid() as id, gen_random_uuid() as pseudonym, gen_random_uuid() as receipt,
    date_trunc('milliseconds', now() - interval '3 years' + n * (interval '3 years' / :people)) as at,
    case when n % 10000 = 7 then 'small' else 'large' end as provider,
    case when n % 5000 = 11 then 'suspended' when n % 1000 = 13 then 'closed' else 'active' end as status,
    (1 + n * 3 / (:people + 1)) as version
from generate_series(1, :people) n;

insert into users (id, pseudonym, link_salt, status, language, created_at, last_sign_in_at, closed_at)
select id, case when status <> 'closed' then pseudonym end, case when status <> 'closed' then gen_random_uuid() end, status, 'en', at,
    case when status <> 'closed' then date_trunc('milliseconds', at + random() * (now() - at)) end,
    case when status = 'closed' then at end
from person;
insert into federated_identity (user_id, provider_id, subject, created_at)
select p.id, i.id, 'subject-' || p.n, p.at from person p join identity_provider i on i.slug = p.provider;

insert into receipt (id, number, pseudonym, kind, provider_id, provider_name, language, notice, notice_hash,
    collection_method, decided_at)
select p.receipt, (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((p.n::bigint >> (5 * d)) & 31)::int, 1)
        || case when d = 4 then '-' else '' end, '' order by d desc) from generate_series(0, 7) d),
    p.pseudonym, 'consent', i.id, i.name, 'en', '{"purposes": []}', repeat('0', 64), 'web-form', p.at
from person p join identity_provider i on i.slug = p.provider;
insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory, source, decided_at)
select r.id, v.id, a.attribute_key, d.state, a.mandatory, case when d.state = 'granted' then 'provider' end, r.decided_at
from person p join receipt r on r.id = p.receipt
join purpose o on o.name in ('Recovery', 'News') or (o.name = 'Left' and p.n < :people / 3) or (o.name = 'Rare' and p.n % 10000 = 5)
join purpose_version v on v.purpose_id = o.id and (v.number = p.version or o.name = 'Left')
join purpose_version_attribute a on a.version_id = v.id and (o.name = 'Recovery' or a.attribute_key = 'email')
cross join lateral (select case when a.mandatory or (p.n + a.position) % 3 > 0 then 'granted' when p.n % 7 = 0 then 'not-sent' else 'denied' end as state) d;
insert into consent_grant (user_id, purpose_id, purpose_version_id, attribute_key, receipt_id, granted_at)
select p.id, v.purpose_id, v.id, i.attribute_key, i.receipt_id, i.decided_at
from person p join receipt_item i on i.receipt_id = p.receipt join purpose_version v on v.id = i.purpose_version_id
where i.state = 'granted' and p.status <> 'closed';
insert into attribute_value (user_id, attribute_key, value, source, provider_id, created_at)
select distinct g.user_id, g.attribute_key, case g.attribute_key when 'email' then 'person-' || p.n || '@example.org'
    when 'name' then 'Person Number ' || p.n else '+44 7700 ' || p.n end, 'provider', i.id, p.at
from consent_grant g join person p on p.id = g.user_id join identity_provider i on i.slug = p.provider;
insert into event (at, type, actor_kind, actor_id, pseudonym, provider_id, receipt_id, language)
select p.at, 'provisioned', 'person', p.pseudonym, p.pseudonym, i.id, p.receipt, 'en'
from person p join identity_provider i on i.slug = p.provider;
insert into event (at, type, actor_kind, actor_id)
select now() - n * interval '10 minutes', (array['purpose-changed', 'provider-changed', 'controller-changed'])[1 + n % 3],
    'administrator', ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid
from generate_series(1, 100000) n;
insert into event (at, type)
select date_trunc('hour', now() - n * interval '1 hour'), 'refused' from generate_series(1, 9000) n;
analyze;
