-- A village says in its office which features it does without: besides its colours the one thing of
-- the register the service writes.

grant update (features) on platform.villages to banua_app;
