//! What the guard finds by looking, not by words. Points and sentences are in `rules.toml`.

/// Declares the signs with their ids, so that none can be forgotten in either place.
macro_rules! signs {
    ($($(#[$meaning:meta])* $name:ident = $id:literal,)+) => {
        /// A sign of spam or defacement that needs code to be seen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Sign {
            $($(#[$meaning])* $name,)+
        }

        impl Sign {
            pub(crate) const ALL: &[Self] = &[$(Self::$name),+];

            /// The key in the table `signs` of the rules.
            pub(crate) fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }
        }
    };
}

signs! {
    /// A gambling word with digits or symbols as letters.
    Leet = "disguise.leet",
    /// A gambling word with gaps or marks between its letters.
    Spaced = "disguise.spaced",
    /// A gambling word with letters of another script.
    Lookalike = "disguise.lookalike",
    /// A gambling word in mathematical, circled or full-width letters.
    Styled = "disguise.styled",
    /// A gambling word with invisible characters inside.
    Invisible = "disguise.invisible",
    /// A gambling word with tags inside.
    Tagged = "disguise.tags",
    /// A gambling word with an asterisk for a letter.
    Masked = "disguise.masked",
    /// Words that mix Latin letters with look-alikes of another script.
    MixedScript = "unicode.mixed",
    /// Invisible characters between letters.
    Joiners = "unicode.invisible",
    /// The direction of writing is overridden.
    Turned = "unicode.override",
    /// Text that cannot be seen.
    HiddenText = "hidden.text",
    /// A link that cannot be seen.
    HiddenLink = "hidden.link",
    /// Gambling words that cannot be seen.
    HiddenWords = "hidden.words",
    /// A page inside the page, too small to see.
    TinyFrame = "markup.tiny-frame",
    /// A page of an unknown site inside the page.
    Frame = "markup.frame",
    /// A script.
    Script = "markup.script",
    /// A script that writes the page anew, leads away or hides what it does.
    ScriptTrick = "markup.script-trick",
    /// An event handler.
    Handler = "markup.handler",
    /// A page that leads away by itself.
    Refresh = "markup.refresh",
    /// All addresses are turned to another site.
    Base = "markup.base",
    /// A form that sends to another site.
    Form = "markup.form",
    /// A link within a comment of the source.
    CommentLink = "markup.comment-link",
    /// HTML typed where only text belongs.
    RawAnchor = "markup.tags-in-text",
    /// Forum codes.
    Bbcode = "markup.bbcode",
    /// A host with a gambling word in its name.
    GamblingHost = "link.gambling-host",
    /// A top-level domain that is made for gambling.
    GamblingTld = "link.gambling-tld",
    /// A top-level domain that is cheap and often abused.
    RiskyTld = "link.risky-tld",
    /// An address whose goal cannot be seen.
    Shortener = "link.shortener",
    /// A page of links, as gambling sites use when they are blocked.
    Landing = "link.landing",
    /// A host in letters of other scripts.
    Punycode = "link.punycode",
    /// A host without a name.
    IpHost = "link.ip",
    /// A user name before the host, which pretends another host.
    UserInfo = "link.userinfo",
    /// An address that runs a program.
    ScriptLink = "link.script",
    /// The text of a link names another host than it leads to.
    Mismatch = "link.mismatch",
    /// An address written so that filters do not see it.
    DisguisedLink = "link.disguised",
    /// A link without anything to click.
    EmptyLink = "link.empty",
    /// A host the village never linked to.
    NewDomain = "link.new-domain",
    /// Many such hosts.
    ManyDomains = "link.many-domains",
    /// Very many links to unknown hosts.
    Flood = "link.flood",
    /// A name with the lucky digits of gambling sites.
    Brand = "brand.name",
    /// Such a name, praised.
    PraisedBrand = "brand.praised",
    /// The text warns against gambling, so its words count for less.
    Warning = "context.warning",
}
