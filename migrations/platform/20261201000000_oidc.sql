-- Whom an identity provider means: bound to an account at the first sign-in, and the same ever after.
-- A subject is a name within its issuer only, so both are kept.

alter table platform.district_staff
    add column oidc_issuer text,
    add column oidc_subject text,
    add constraint district_staff_oidc_whole
        check ((oidc_issuer is null) = (oidc_subject is null) and oidc_subject <> ''),
    add constraint district_staff_oidc_once unique (oidc_issuer, oidc_subject);
