#![doc = include_str!("../README.md")]

mod ask;
mod known;
mod problem;
mod verify;

use std::time::Duration;

use config::Oidc;
use openidconnect::{
    AccessToken, AuthType, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret,
    CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, Nonce, OAuth2TokenResponse as _,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, SubjectIdentifier, TokenResponse as _,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims,
        CoreProviderMetadata, CoreUserInfoClaims,
    },
};
use serde::{Deserialize, Serialize};

use ask::Asker;
use known::Known;
pub use problem::Problem;

/// How long everything between the browser's return and our answer may take.
const ALTOGETHER: Duration = Duration::from_secs(10);

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider, as the configuration names it. Nothing is asked before somebody wants to come in.
pub struct Provider {
    config: Oidc,
    asker: Asker,
    known: Known,
}

/// A browser about to leave.
#[derive(Debug)]
pub struct Journey {
    /// Where it goes.
    pub href: String,
    /// What it brings back in the address.
    pub state: String,
    pub pending: Pending,
}

/// What is kept until the browser is back, where nobody but we can read it.
#[derive(Serialize, Deserialize)]
pub struct Pending {
    nonce: String,
    verifier: String,
}

impl std::fmt::Debug for Pending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pending(***)")
    }
}

/// Somebody, as the provider proved her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub issuer: String,
    /// Her name there, the same for ever.
    pub subject: String,
    /// Verified, in lower case.
    pub email: String,
    /// Whether the provider took a second factor.
    pub has_second_factor: bool,
}

impl Provider {
    /// # Errors
    /// When no client can be made, for want of root certificates perhaps.
    pub fn new(config: Oidc) -> Result<Self, reqwest::Error> {
        Ok(Self {
            asker: Asker::new()?,
            known: Known::default(),
            config,
        })
    }

    /// What people call it: "akun dinas".
    pub fn label(&self) -> &str {
        &self.config.label
    }

    pub fn issuer(&self) -> &str {
        &self.config.issuer
    }

    /// The domain addresses have to be of, if any.
    pub fn email_domain(&self) -> Option<&str> {
        self.config.email_domain.as_deref()
    }

    /// Whether it can be asked, now.
    ///
    /// # Errors
    /// Why not.
    pub async fn is_there(&self) -> Result<(), Problem> {
        let metadata = self.known.get(&self.config.issuer, &self.asker).await?;
        verify::allowed(&metadata)
            .next()
            .map(|_| ())
            .ok_or_else(|| Problem::Nonsense("it signs with no algorithm we believe".to_owned()))
    }

    /// Prepares for a browser to go and come back to `return_to`.
    ///
    /// # Errors
    /// When the provider gives no answer, or none that makes sense.
    pub async fn begin(&self, return_to: &str) -> Result<Journey, Problem> {
        let metadata = self.known.get(&self.config.issuer, &self.asker).await?;
        let client = self.client(&metadata, return_to)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge);
        for level in &self.config.acr_values {
            request =
                request.add_auth_context_value(AuthenticationContextClass::new(level.clone()));
        }
        let (href, state, nonce) = request.url();
        Ok(Journey {
            href: href.into(),
            state: state.secret().clone(),
            pending: Pending {
                nonce: nonce.secret().clone(),
                verifier: verifier.into_secret(),
            },
        })
    }

    /// Who came back with this code.
    ///
    /// # Errors
    /// When the provider is away, or what it says proves nobody we may believe.
    pub async fn finish(
        &self,
        pending: Pending,
        return_to: &str,
        code: &str,
    ) -> Result<Account, Problem> {
        tokio::time::timeout(ALTOGETHER, self.exchange(pending, return_to, code))
            .await
            .unwrap_or_else(|_| Err(Problem::Away("no answer in ten seconds".to_owned())))
    }

    async fn exchange(
        &self,
        pending: Pending,
        return_to: &str,
        code: &str,
    ) -> Result<Account, Problem> {
        let issuer = &self.config.issuer;
        let metadata = self.known.get(issuer, &self.asker).await?;
        let client = self.client(&metadata, return_to)?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(Problem::nonsense)?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier))
            .request_async(&self.asker.client())
            .await
            .map_err(Problem::of_exchange)?;
        let id_token = tokens
            .id_token()
            .ok_or_else(|| Problem::Nonsense("no ID token came with the code".to_owned()))?;
        let nonce = Nonce::new(pending.nonce);
        let claims = match verify::claims(&client, &metadata, id_token, &nonce) {
            Err(error) if verify::is_unknown_key(&error) => {
                // The provider has new keys.
                let fresh = self.known.renew(issuer, &self.asker).await?;
                let client = self.client(&fresh, return_to)?;
                verify::claims(&client, &fresh, id_token, &nonce)
            }
            found => found,
        }
        .map_err(Problem::nonsense)?;
        self.account(&client, &claims, tokens.access_token()).await
    }

    async fn account(
        &self,
        client: &Client,
        claims: &CoreIdTokenClaims,
        access: &AccessToken,
    ) -> Result<Account, Problem> {
        let (mut email, mut is_verified) = (claims.email().cloned(), claims.email_verified());
        if email.is_none() && client.user_info_url().is_some() {
            // Some providers tell the address only when they are asked for it.
            let info = self.user_info(client, access, claims.subject()).await?;
            (email, is_verified) = (info.email().cloned(), info.email_verified());
        }
        let email = email
            .map(|email| email.trim().to_lowercase())
            .filter(|email| !email.is_empty())
            .ok_or(Problem::NoEmail)?;
        if is_verified != Some(true) {
            return Err(Problem::UnverifiedEmail);
        }
        let domain = email.rsplit_once('@').map(|(_, domain)| domain);
        if self.email_domain().is_some_and(|its| domain != Some(its)) {
            return Err(Problem::ForeignDomain);
        }
        Ok(Account {
            issuer: self.config.issuer.clone(),
            subject: claims.subject().to_string(),
            email,
            has_second_factor: verify::has_second_factor(claims, self.config.mfa_claim.as_ref()),
        })
    }

    async fn user_info(
        &self,
        client: &Client,
        access: &AccessToken,
        subject: &SubjectIdentifier,
    ) -> Result<CoreUserInfoClaims, Problem> {
        client
            .user_info(access.clone(), Some(subject.clone()))
            .map_err(Problem::nonsense)?
            .request_async(&self.asker.client())
            .await
            .map_err(Problem::of_user_info)
    }

    fn client(&self, metadata: &CoreProviderMetadata, return_to: &str) -> Result<Client, Problem> {
        let return_to = RedirectUrl::new(return_to.to_owned()).map_err(Problem::nonsense)?;
        // In the header where the provider takes it there, which every provider should.
        let methods = metadata.token_endpoint_auth_methods_supported();
        let way = match methods {
            Some(known)
                if !known.contains(&CoreClientAuthMethod::ClientSecretBasic)
                    && known.contains(&CoreClientAuthMethod::ClientSecretPost) =>
            {
                AuthType::RequestBody
            }
            _ => AuthType::BasicAuth,
        };
        let secret = self.config.client_secret.expose().to_owned();
        Ok(CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.config.client_id.clone()),
            Some(ClientSecret::new(secret)),
        )
        .set_redirect_uri(return_to)
        .set_auth_type(way))
    }
}
