-- Deleting a row looks for whatever refers to it. Without these, each deleted comment, photo or
-- colleague reads a whole table, and going back to an earlier state, which deletes all of them, takes
-- longer the square of what a village has.
create index articles_photo on articles (photo_id) where photo_id is not null;
create index pages_photo on pages (photo_id) where photo_id is not null;
create index officials_photo on officials (photo_id) where photo_id is not null;
create index album_photos_media on album_photos (media_id);
create index search_entries_media on search_entries (media_id) where media_id is not null;
create index menu_items_parent on menu_items (parent_id) where parent_id is not null;
create index comments_parent on comments (parent_id) where parent_id is not null;
create index comments_article on comments (article_id);
create index articles_in_category on articles (category_id) where category_id is not null;
create index drafts_staff on drafts (staff_id);
