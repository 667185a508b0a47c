//! The decisions of accounts, pure: what an e-mail address, a name and a password must be, and who may change whose role.

use url::Host;

use super::model::Role;
use crate::platform::error::{Error, Rejection, RejectionCode, Result};

/// Fewest and most characters of a password.
pub const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 10..=200;
/// Most characters of a person's, workspace's or key's name.
pub const NAME_LENGTH: usize = 120;

/// An address to sign in with: trimmed, lower case, domain in ASCII form.
///
/// # Errors
/// What is wrong with it, at `field`.
pub fn email(text: &str, field: &str) -> Result<String, Rejection> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Rejection::new(RejectionCode::Required, field, "An e-mail address is needed."));
    }
    parse_email(text)
        .ok_or_else(|| Rejection::new(RejectionCode::Invalid, field, "This is not an e-mail address like name@example.com."))
}

fn parse_email(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    let local_is_good = local.len() <= 64 && local.split('.').all(|part| !part.is_empty() && part.chars().all(atom));
    let Ok(Host::Domain(domain)) = Host::parse(domain) else { return None };
    let labels: Vec<&str> = domain.split('.').collect();
    let label_is_good = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top_is_a_name = labels.last().is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
    let whole = format!("{}@{domain}", local.to_ascii_lowercase());
    (local_is_good && labels.len() >= 2 && labels.iter().all(label_is_good) && top_is_a_name && whole.len() <= 254)
        .then_some(whole)
}

/// A password someone chooses for the account with this address.
///
/// # Errors
/// What is wrong with it, at `field`.
pub fn password(text: &str, email: &str, field: &str) -> Result<(), Rejection> {
    let reject = |code, message: &str| Err(Rejection::new(code, field, message));
    let length = text.chars().count();
    let same = |other: &str| text.eq_ignore_ascii_case(other);
    if text.is_empty() {
        reject(RejectionCode::Required, "A password is needed.")
    } else if length < *PASSWORD_LENGTH.start() {
        reject(RejectionCode::Invalid, "The password needs at least 10 characters; a few words together are good.")
    } else if length > *PASSWORD_LENGTH.end() {
        reject(RejectionCode::TooLong, "The password may have at most 200 characters.")
    } else if same(email) || email.split('@').next().is_some_and(same) {
        reject(RejectionCode::Invalid, "The password must not be the e-mail address.")
    } else if text.chars().all(|c| text.starts_with(c)) {
        reject(RejectionCode::Invalid, "The password must not be one character repeated.")
    } else {
        Ok(())
    }
}

/// A name for a person, a workspace or a key: trimmed, one line, not empty.
///
/// # Errors
/// What is wrong with it, at `field`.
pub fn name(text: &str, field: &str) -> Result<String, Rejection> {
    let text = text.trim();
    if text.is_empty() {
        Err(Rejection::new(RejectionCode::Required, field, "A name is needed."))
    } else if text.chars().count() > NAME_LENGTH {
        Err(Rejection::new(RejectionCode::TooLong, field, format!("A name may have at most {NAME_LENGTH} characters.")))
    } else if text.chars().any(char::is_control) {
        Err(Rejection::new(RejectionCode::Invalid, field, "A name has no line breaks or control characters."))
    } else {
        Ok(text.to_owned())
    }
}

/// Whether one who is `actor` may turn a member from one role to another; `None` means outside.
///
/// # Errors
/// [`Error::Forbidden`] for those below ADMIN, and when an ADMIN reaches for an OWNER's place.
pub fn may_change_role(actor: Role, from: Option<Role>, to: Option<Role>) -> Result<()> {
    if actor < Role::Admin {
        return Err(Error::Forbidden("only an ADMIN or OWNER changes who is in the workspace"));
    }
    if actor < Role::Owner && from.max(to) == Some(Role::Owner) {
        return Err(Error::Forbidden("only an OWNER makes or removes an OWNER"));
    }
    Ok(())
}

/// A workspace without an owner could never be managed again.
///
/// # Errors
/// When a member would stop being the only owner.
pub fn an_owner_remains(from: Role, to: Option<Role>, owners: u64, field: &str) -> Result<(), Rejection> {
    if from == Role::Owner && to != Some(Role::Owner) && owners <= 1 {
        return Err(Rejection::new(RejectionCode::WrongState, field, "This is the only OWNER. Make another member OWNER first."));
    }
    Ok(())
}

/// The role a key may have: never more than its maker, never OWNER, because a key that leaks must not give the workspace away.
///
/// # Errors
/// What is wrong with it, at `field`.
pub fn key_role(maker: Role, wanted: Role, field: &str) -> Result<(), Rejection> {
    if wanted == Role::Owner {
        Err(Rejection::new(RejectionCode::NotAllowed, field, "An API key cannot be OWNER; ADMIN is the most it can be."))
    } else if wanted > maker {
        Err(Rejection::new(RejectionCode::NotAllowed, field, "An API key cannot do more than the one who makes it."))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_that_can_sign_in_are_brought_to_one_form() {
        for (text, want) in [
            ("ada@example.test", "ada@example.test"),
            ("  Ada.Byron+glouton@Example.Test ", "ada.byron+glouton@example.test"),
            ("o'neil_1@mail.example.co.test", "o'neil_1@mail.example.co.test"),
            ("info@bücher.example", "info@xn--bcher-kva.example"),
            ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        ] {
            assert_eq!(email(text, "email").as_deref(), Ok(want), "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_address_are_refused() {
        let too_long_local = format!("{}@example.test", "a".repeat(65));
        let too_long = format!("a@{}.test", vec!["b".repeat(60); 5].join("."));
        for text in [
            "ada",
            "@example.test",
            "ada@",
            "ada@localhost",
            "ada@127.0.0.1",
            "ada@[::1]",
            "ada@@example.test",
            "a b@example.test",
            ".ada@example.test",
            "ada.@example.test",
            "ada..byron@example.test",
            "ada@-example.test",
            "ada@example.7",
            "ada@exa_mple.test",
            "\"ada\"@example.test",
            "ada@example.test, bob@example.test",
            "ada@example.test\r\nbcc: x@example.test",
            "Ada <ada@example.test>",
            &too_long_local,
            &too_long,
        ] {
            assert_eq!(email(text, "email").map_err(|r| r.code), Err(RejectionCode::Invalid), "{text}");
        }
        assert_eq!(email("  ", "email").map_err(|r| r.code), Err(RejectionCode::Required));
    }

    #[test]
    fn a_password_is_long_and_not_the_address() {
        let check = |text: &str| password(text, "ada.byron@example.test", "password").map_err(|r| r.code);
        assert_eq!(check("four words of mine"), Ok(()));
        assert_eq!(check("ünïcödé-10"), Ok(()));
        assert_eq!(check(""), Err(RejectionCode::Required));
        assert_eq!(check("nine char"), Err(RejectionCode::Invalid));
        assert_eq!(check(&"ab".repeat(101)), Err(RejectionCode::TooLong));
        assert_eq!(check("Ada.Byron@Example.test"), Err(RejectionCode::Invalid));
        assert_eq!(
            password("ada.augusta", "ada.augusta@example.test", "password").map_err(|r| r.code),
            Err(RejectionCode::Invalid)
        );
        assert_eq!(check("aaaaaaaaaaaa"), Err(RejectionCode::Invalid));
    }

    #[test]
    fn names_are_one_line_and_not_too_long() {
        assert_eq!(name("  Ada Byron ", "name").as_deref(), Ok("Ada Byron"));
        assert_eq!(name(" \t", "name").map_err(|r| r.code), Err(RejectionCode::Required));
        assert_eq!(name("two\nlines", "name").map_err(|r| r.code), Err(RejectionCode::Invalid));
        assert_eq!(name(&"x".repeat(121), "name").map_err(|r| r.code), Err(RejectionCode::TooLong));
    }

    #[test]
    fn only_an_owner_touches_an_owners_place() {
        assert!(may_change_role(Role::Member, Some(Role::Viewer), Some(Role::Member)).is_err());
        assert!(may_change_role(Role::Admin, Some(Role::Viewer), Some(Role::Admin)).is_ok());
        assert!(may_change_role(Role::Admin, Some(Role::Member), Some(Role::Owner)).is_err());
        assert!(may_change_role(Role::Admin, Some(Role::Owner), None).is_err());
        assert!(may_change_role(Role::Owner, Some(Role::Owner), Some(Role::Viewer)).is_ok());
    }

    #[test]
    fn the_last_owner_stays() {
        assert!(an_owner_remains(Role::Owner, Some(Role::Admin), 1, "memberId").is_err());
        assert!(an_owner_remains(Role::Owner, None, 1, "memberId").is_err());
        assert!(an_owner_remains(Role::Owner, Some(Role::Owner), 1, "memberId").is_ok());
        assert!(an_owner_remains(Role::Owner, None, 2, "memberId").is_ok());
        assert!(an_owner_remains(Role::Admin, None, 1, "memberId").is_ok());
    }

    #[test]
    fn a_key_can_do_no_more_than_its_maker_and_never_owns() {
        assert!(key_role(Role::Admin, Role::Admin, "role").is_ok());
        assert!(key_role(Role::Member, Role::Admin, "role").is_err());
        assert!(key_role(Role::Owner, Role::Owner, "role").is_err());
    }

    proptest! {
        #[test]
        fn an_accepted_address_is_accepted_again_unchanged(text in "\\PC{0,40}@\\PC{0,40}") {
            if let Ok(once) = email(&text, "email") {
                prop_assert_eq!(email(&once, "email"), Ok(once.clone()));
                prop_assert!(!once.contains(char::is_whitespace) && once.matches('@').count() == 1);
            }
        }
    }
}
