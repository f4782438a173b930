-- Who has no requirement is neither met nor not met (domain.md §2, D9).
alter table backbone_frozen add column exempt bigint not null default 0;

-- Who leaves and comes back (domain.md §2, D7); roles that begin and end, and deputies (§1, D4).
alter table person add column earlier_hired {text};
alter table person add column earlier_left {text};
alter table role_grant add column begins {text};
alter table role_grant add column ends {text};
alter table role_grant add column deputy_for bigint references person (id);
