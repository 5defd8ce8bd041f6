-- A village chooses its own colours in its office: the one thing of the register the service writes.

grant update (palette, updated_at) on platform.villages to banua_app;
